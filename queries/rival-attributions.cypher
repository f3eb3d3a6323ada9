/*---
id: rival-attributions
title: Rival attributions
question: Which incidents are put down to actors that the reports do not connect with each other?
parameters:
  least: {type: integer, default: 0, description: "Leave out attributions below this confidence"}
columns:
  incident: The attack
  victims: Whom it hit
  actor: One of two
  confidence: Confidence of its attribution
  speaker: Whose words stand for it
  rival: The other
  rival_confidence: Confidence of the other's
  rival_speaker: Whose words stand for the other
reading: >
  Each row is a pair that cannot both be the whole truth. A crew and the ransomware brand it works with are no rivals: pairs
  that one sentence names together, or that a relation joins, are left out. `kg compare` shows what speaks for and
  against each.
example: kg query rival-attributions -p least=10
---*/
MATCH (i:Incident)-[r:ATTRIBUTED_TO]->(a:Entity), (i)-[q:ATTRIBUTED_TO]->(b:Entity)
WHERE a.id <> b.id AND r.confidence >= $least AND q.confidence >= $least
  AND (r.confidence > q.confidence OR (r.confidence = q.confidence AND a.id < b.id))
  AND NOT (a)--(b)
OPTIONAL MATCH (c:Claim {proposition: r.id}), (d:Claim {proposition: q.id})
WHERE c.quote = d.quote
WITH i, r, q, a, b, count(d) AS together
WHERE together = 0
OPTIONAL MATCH (i)-[:AFFECTED]->(v:Entity)
WITH i, r, q, a, b, v.name AS victim
ORDER BY victim
WITH i, r, q, a, b, collect(victim) AS victims
RETURN i.name AS incident, victims, a.name AS actor, r.confidence AS confidence, r.speaker AS speaker,
       b.name AS rival, q.confidence AS rival_confidence, q.speaker AS rival_speaker
ORDER BY incident, confidence DESC, rival_confidence DESC, actor, rival, r.id, q.id
