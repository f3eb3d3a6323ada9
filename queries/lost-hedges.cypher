/*---
id: lost-hedges
title: Lost hedges
question: Where did a repetition drop the hedge of what it repeats?
columns:
  subject: Of the proposition
  relation: Of the proposition
  object: "Of the proposition; null where it has none"
  hedged: The sentence with the hedge
  hedged_in: Its document
  asserted: The sentence of the same origin without it
  asserted_in: Its document
  confidence: "0 to 100"
reading: >
  Both sentences have one origin, so the second adds nothing to the first: cite the hedged one.
example: kg query lost-hedges
---*/
MATCH (h:Claim {stance: 'hedged'}), (c:Claim {stance: 'asserted'})
WHERE c.proposition = h.proposition AND c.origin = h.origin
MATCH (h)-[:SUBJECT]->(s:Entity)
OPTIONAL MATCH (h)-[:OBJECT]->(o:Entity)
MATCH (h)-[:FROM_DOCUMENT]->(first:Document), (c)-[:FROM_DOCUMENT]->(later:Document)
RETURN s.name AS subject, h.relation AS relation, o.name AS object, h.quote AS hedged, first.label AS hedged_in,
       c.quote AS asserted, later.label AS asserted_in, h.confidence AS confidence
ORDER BY subject, relation, object, hedged, asserted, hedged_in, asserted_in, h.id, c.id, first.id, later.id
