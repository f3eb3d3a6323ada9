/*---
id: claimed-links
title: Claimed links
question: Which links stand in the graph although nobody who is named vouches for them?
parameters:
  about: {type: string, default: "", description: "Only links with this name at one end; empty is all"}
  vouched: {type: boolean, default: false, description: "Also claimed links for which somebody named vouches"}
columns:
  subject: Where the link starts
  relation: What is claimed
  object: Where it ends
  confidence: "How well it is supported, 0 to 100"
  status: unverified or disputed
  vouched_by: "Named speakers of its claims; an empty list: nobody"
  speaker: Whose words stand for it
  quote: The sentence
  document: The document of that sentence
reading: >
  A claimed link is a proposition that is unverified or disputed. Without a named speaker there is nobody to ask: treat the
  link as a rumour with an address, and look at the sentence before it goes into a report. Low confidence says that little
  supports it, not that it is false.
example: kg query claimed-links
---*/
MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.claimed = true
  AND ($about = '' OR any(n IN a.names + b.names WHERE toLower(n) = toLower($about)))
OPTIONAL MATCH (c:Claim {proposition: r.id})-[v:SAID_BY]->(s:Speaker)
WHERE s.kind = 'named' AND v.vouches AND NOT c.stance IN ['denied', 'negated', 'unknown']
WITH a, r, b, s.name AS name
ORDER BY name
WITH a, r, b, collect(DISTINCT name) AS vouched_by
WHERE $vouched OR size(vouched_by) = 0
RETURN a.name AS subject, r.relation AS relation, b.name AS object, r.confidence AS confidence, r.status AS status,
       vouched_by, r.speaker AS speaker, r.quote AS quote, r.document AS document
ORDER BY confidence, subject, relation, object
