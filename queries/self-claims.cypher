/*---
id: self-claims
title: Self-claims against independent ones
question: Which attacks do actors claim for themselves, and does anybody else say so?
columns:
  actor: Who claims the attack
  incident: The attack
  self_claimed: How many claims say that the actor claims it
  independent: How many claims of others say that the actor did it
  others: "Who they are, by name"
  confidence: "0 to 100"
  status: What the view holds of it
reading: >
  A group's own claim is one interested origin: groups claim what they have not done. Without an independent claim the
  confidence stays below high.
example: kg query self-claims
---*/
MATCH (i:Entity)-[r:ATTRIBUTED_TO]->(a:Entity)
WHERE 'self-claimed' IN r.stances
MATCH (c:Claim {proposition: r.id})
OPTIONAL MATCH (c)-[v:SAID_BY]->(s:Speaker)
WHERE v.vouches AND s.kind = 'named' AND c.stance IN ['asserted', 'hedged']
WITH a, i, r, c, s.name AS name
ORDER BY name
WITH a, i, r, count(DISTINCT CASE WHEN c.stance = 'self-claimed' THEN c.id END) AS self_claimed,
     count(DISTINCT CASE WHEN c.stance IN ['asserted', 'hedged'] THEN c.id END) AS independent,
     collect(DISTINCT name) AS others
RETURN a.name AS actor, i.name AS incident, self_claimed, independent, others, r.confidence AS confidence,
       r.status AS status
ORDER BY actor, incident, r.id
