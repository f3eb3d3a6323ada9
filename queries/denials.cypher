/*---
id: denials
title: Denials and contradictions
question: What is denied or negated, by whom, and what stands against the denial?
parameters:
  contradicted: {type: boolean, default: false, description: "Only what somebody else asserts, hedges or claims"}
columns:
  subject: Of what is denied
  relation: Of what is denied
  object: "Of what is denied; null where it has none"
  stance: denied or negated
  speaker: Who denies it
  quote: The sentence
  document: Its document
  said_otherwise: How many claims say that it is so
  confidence: "Of the proposition as it stands, 0 to 100"
  status: What the view holds of it
reading: >
  What is only denied is no relationship of the graph and stands here alone. A denial by the victim or the accused is
  interested; it counts against the proposition and never disappears.
example: kg query denials -p contradicted=yes
---*/
MATCH (c:Claim)-[:SUBJECT]->(s:Entity)
WHERE c.stance IN ['denied', 'negated']
OPTIONAL MATCH (c)-[:OBJECT]->(o:Entity)
MATCH (c)-[:FROM_DOCUMENT]->(d:Document)
OPTIONAL MATCH (other:Claim {proposition: c.proposition})
WHERE other.stance IN ['asserted', 'hedged', 'self-claimed']
WITH c, s, o, d, count(other) AS said_otherwise
WHERE said_otherwise > 0 OR NOT $contradicted
RETURN s.name AS subject, c.relation AS relation, o.name AS object, c.stance AS stance, c.speaker AS speaker,
       c.quote AS quote, d.label AS document, said_otherwise, c.confidence AS confidence, c.status AS status
ORDER BY subject, relation, object, quote, document, c.id, d.id
