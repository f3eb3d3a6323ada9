/*---
id: regulators
title: Regulators and what they investigate
question: Which authorities look into which victims, incidents or actors?
parameters:
  role: {type: string, default: regulator, description: "regulator, government, ...; empty is any"}
columns:
  authority: Who investigates
  roles: What it is in these reports
  investigates: Whom or what
  type: The type of that
  confidence: "0 to 100"
  status: What the view holds of it
  quote: The sentence
reading: >
  An investigation says that somebody was hit or notified, not who did it. Regulators carry no path between actor and victim.
example: kg query regulators -p role=law-enforcement
---*/
MATCH (o:Organization)-[r:INVESTIGATES]->(x:Entity)
WHERE $role = '' OR $role IN o.roles
RETURN o.name AS authority, coalesce(o.roles, []) AS roles, x.name AS investigates, x.type AS type,
       r.confidence AS confidence, r.status AS status, r.quote AS quote
ORDER BY authority, confidence DESC, investigates, r.id
