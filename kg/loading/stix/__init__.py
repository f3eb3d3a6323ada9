"""STIX 2.0 and 2.1: a bundle's objects in; claims, texts to read, and counts of what is neither, out.

`bundle` checks and indexes, `things` names the ends of claims, `citations` and `covers` say who vouches and in which
document, `sayings` makes the claims. What every word of STIX means stands in `schema/records/stix.yaml`.
"""
