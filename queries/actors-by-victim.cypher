/*---
id: actors-by-victim
title: Actors by victim
question: Who is held responsible for attacks on this victim, and how firmly?
parameters:
  victim: {type: string, required: true, description: "Any of the victim's names"}
columns:
  incident: The attack
  actor: Who is held responsible
  capacity: "As what: operator, affiliate, ransomware brand, ..., where a text says so"
  confidence: "0 to 100"
  status: What the view holds of it
  stances: How the texts put it
  speaker: Whose words stand for it
  first_reported: First day on which it was reported
  quote: The sentence
reading: >
  The rows of one incident may contradict each other; the best supported one comes first. Compare them with
  `kg compare` before naming one.
example: kg query actors-by-victim -p victim="Harrow & Vale"
---*/
MATCH (v:Organization)<-[:AFFECTED]-(i)-[r:ATTRIBUTED_TO]->(a:Entity)
WHERE any(n IN v.names WHERE toLower(n) = toLower($victim))
RETURN i.name AS incident, a.name AS actor, r.capacity AS capacity, r.confidence AS confidence, r.status AS status,
       r.stances AS stances, r.speaker AS speaker, r.first_reported AS first_reported, r.quote AS quote
ORDER BY incident, i.id, confidence DESC, actor, r.id
