/*---
id: sources
title: Sources and what they bring
question: How much of the graph comes from each source, how reliable is it held to be, and how often does it hedge?
columns:
  source: The publisher
  reliability: "Admiralty code; F: cannot be judged"
  documents: How many of its documents
  claims: How many claims they carry
  hedged: How many of these are hedged
  unnamed: How many rest on an unnamed speaker
reading: >
  Many claims are not many origins: see only-source for what hangs on one source, and single-origin for echoes.
example: kg query sources
---*/
MATCH (s:Source)<-[:PUBLISHED_BY]-(d:Document)
OPTIONAL MATCH (d)<-[:FROM_DOCUMENT]-(c:Claim)
RETURN s.name AS source, s.reliability AS reliability, count(DISTINCT d.id) AS documents, count(DISTINCT c.id) AS claims,
       count(DISTINCT CASE WHEN c.stance = 'hedged' THEN c.id END) AS hedged,
       count(DISTINCT CASE WHEN c.speaker_kind = 'unnamed' THEN c.id END) AS unnamed
ORDER BY claims DESC, source
