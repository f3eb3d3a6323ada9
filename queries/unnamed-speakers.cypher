/*---
id: unnamed-speakers
title: Unnamed speakers
question: Which sources without a name do the reports lean on, and for what?
columns:
  words: The words used for the speaker
  claims: How many claims rest on such words
  hedged: How many of them are hedged
  relations: What they are about
  publishers: Who prints them
reading: >
  One unnamed speaker may stand behind several of these words, or several behind one: none of them can be asked. Propositions
  that rest on them alone stay low.
example: kg query unnamed-speakers
---*/
MATCH (k:Speaker {kind: 'unnamed'})<-[v:SAID_BY]-(c:Claim)
WHERE v.vouches
WITH k, count(c) AS claims, sum(CASE WHEN c.stance = 'hedged' THEN 1 ELSE 0 END) AS hedged
RETURN k.name AS words, claims, hedged,
       COLLECT {
         MATCH (k)<-[:SAID_BY {vouches: true}]-(x:Claim)
         RETURN DISTINCT x.relation AS relation ORDER BY relation
       } AS relations,
       COLLECT {
         MATCH (k)<-[:SAID_BY {vouches: true}]-(:Claim)-[:FROM_DOCUMENT]->(d:Document)
         WHERE d.publisher IS NOT NULL
         RETURN DISTINCT d.publisher AS publisher ORDER BY publisher
       } AS publishers
ORDER BY claims DESC, words, k.id
