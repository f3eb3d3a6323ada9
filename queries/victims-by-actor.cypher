/*---
id: victims-by-actor
title: Victims by actor
question: Which attacks are put down to this actor, and whom did they hit?
parameters:
  actor: {type: string, required: true, description: "Any of the actor's names"}
  least: {type: integer, default: 0, description: "Leave out attributions below this confidence"}
columns:
  victim: Whom the attack hit
  incident: The attack
  confidence: "Confidence of the attribution, 0 to 100"
  status: What the view holds of it
  hit_confidence: "Confidence that the victim was hit at all"
  speaker: Whose words stand for the attribution
  first_reported: First day on which it was reported
reading: >
  That a company was hit is often well supported where the name of the attacker is not: read both confidences.
example: kg query victims-by-actor -p actor="Scattered Spider"
---*/
MATCH (a:Entity)<-[r:ATTRIBUTED_TO]-(i:Entity)-[h:AFFECTED]->(v:Entity)
WHERE any(n IN a.names WHERE toLower(n) = toLower($actor)) AND r.confidence >= $least
RETURN v.name AS victim, i.name AS incident, r.confidence AS confidence, r.status AS status,
       h.confidence AS hit_confidence, r.speaker AS speaker, r.first_reported AS first_reported
ORDER BY confidence DESC, victim, incident, r.id, h.id
