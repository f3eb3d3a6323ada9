/*---
id: path-between
title: Path between two
question: What is the shortest connection between two things?
parameters:
  from: {type: string, required: true, description: "Any name of the one"}
  to: {type: string, required: true, description: "Any name of the other"}
  k: {type: integer, default: 5, description: "At most this many, the best supported first"}
columns:
  names: What it passes
  relations: By which relations
  confidences: "Confidence of each step, 0 to 100"
  weakest: The least of them
  claimed: Whether a step is a claimed link
reading: >
  All shortest connections over relations that may carry a path, whatever their direction. `kg path` finds longer and better
  supported ones, counts steps of one origin once, and shows who says each step.
example: kg query path-between -p from="Black Cedar Front" -p to="Harrow & Vale"
---*/
MATCH (a:Entity)
WHERE any(n IN a.names WHERE toLower(n) = toLower($from))
WITH a
MATCH (b:Entity)
WHERE b.id <> a.id AND any(n IN b.names WHERE toLower(n) = toLower($to))
MATCH p = allShortestPaths((a)-[:AFFECTED|ATTRIBUTED_TO|EXPLOITS|INDICATES|LINKED_TO|MEMBER_OF
                             |OVERLAPS_WITH|PART_OF|SPONSORED_BY|TARGETS|USES|VARIANT_OF*..8]-(b))
WITH p, reduce(low = 100, r IN relationships(p) | CASE WHEN r.confidence < low THEN r.confidence ELSE low END) AS weakest
RETURN [n IN nodes(p) | n.name] AS names, [r IN relationships(p) | r.relation] AS relations,
       [r IN relationships(p) | r.confidence] AS confidences, weakest, any(r IN relationships(p) WHERE r.claimed) AS claimed
ORDER BY weakest DESC, names, relations, [n IN nodes(p) | n.id]
LIMIT $k
