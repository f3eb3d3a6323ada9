/*---
id: unattributed-incidents
title: Incidents without attribution
question: Which attacks has nobody put down to anybody?
columns:
  incident: The attack
  handle: "Its handle for `kg compare` and `kg show`"
  victims: Whom it hit
  first_reported: First day on which it was reported
  confidence: "Confidence that it happened, 0 to 100"
reading: >
  An attribution that is only denied leaves an incident here. A campaign that the incident belongs to may be attributed:
  see campaigns.
example: kg query unattributed-incidents
---*/
MATCH (i:Incident)
WHERE NOT (i)-[:ATTRIBUTED_TO]->()
OPTIONAL MATCH (i)-[r:AFFECTED]->(v:Entity)
WITH i, r, v.name AS victim
ORDER BY victim
WITH i, collect(victim) AS victims, min(r.first_reported) AS first_reported, max(r.confidence) AS confidence
RETURN i.name AS incident, i.handle AS handle, victims, first_reported, confidence
ORDER BY incident, handle, i.id
