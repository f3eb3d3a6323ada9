"""MISP: events and galaxy clusters in; claims, texts to read, and counts of what is neither, out.

`contents` tells what a file holds, `tags` how sure and restricted something is; `clusters` reads galaxies, `events` events.
What every word of MISP means stands in `schema/records/misp.yaml`.
"""
