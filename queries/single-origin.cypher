/*---
id: single-origin
title: Propositions of a single origin
question: What rests on one origin alone, however often it is repeated?
parameters:
  least: {type: integer, default: 2, description: "Leave out what is said in fewer claims and fewer documents"}
columns:
  subject: Of the proposition
  relation: Of the proposition
  object: Of the proposition
  claims: How many claims say it
  documents: How many documents carry them
  confidence: "0 to 100"
  status: What the view holds of it
  speaker: Whose words stand for it
reading: >
  Many documents and one origin is an echo: the same statement, copied. It counts once. What would change your mind is a
  second origin, not a further copy.
example: kg query single-origin -p least=3
---*/
MATCH (a:Entity)-[r]->(b:Entity)
WHERE size(r.origins) = 1
MATCH (c:Claim {proposition: r.id})-[:FROM_DOCUMENT]->(d:Document)
WHERE c.stance IN ['asserted', 'hedged', 'self-claimed']
WITH a, r, b, count(DISTINCT c.id) AS claims, count(DISTINCT d.id) AS documents
WHERE claims >= $least OR documents >= $least
RETURN a.name AS subject, r.relation AS relation, b.name AS object, claims, documents, r.confidence AS confidence,
       r.status AS status, r.speaker AS speaker
ORDER BY documents DESC, claims DESC, subject, relation, object, r.id
