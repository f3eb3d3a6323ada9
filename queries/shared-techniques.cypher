/*---
id: shared-techniques
title: What two actors share
question: Which techniques, malware and tools are both actors said to use?
parameters:
  a: {type: string, required: true, description: "Any name of the one"}
  b: {type: string, required: true, description: "Any name of the other"}
columns:
  shared: What both use
  type: "AttackPattern, Malware, Tool, ..."
  a_confidence: "Confidence that the one uses it"
  b_confidence: "Confidence that the other does"
reading: >
  Sharing a technique that half the field uses says nothing: look for what few use. Tools are sold and code is stolen, so
  this supports an overlap, never sameness.
example: kg query shared-techniques -p a=APT28 -p b=APT29
---*/
MATCH (a:Entity)-[r:USES]->(t:Entity)<-[q:USES]-(b:Entity)
WHERE a.id <> b.id
  AND any(n IN a.names WHERE toLower(n) = toLower($a)) AND any(n IN b.names WHERE toLower(n) = toLower($b))
RETURN t.name AS shared, t.type AS type, r.confidence AS a_confidence, q.confidence AS b_confidence
ORDER BY type, shared, a_confidence, b_confidence, r.id, q.id
