/*---
id: claimed-links
title: Claimed links
question: Which links stand in the graph although nobody vouches for them?
parameters:
  about: {type: string, default: "", description: "Only links with this name at one end; empty is all"}
  vouched: {type: boolean, default: false, description: "Also claimed links for which a text or somebody named vouches"}
columns:
  subject: Where the link starts
  relation: What is claimed
  object: Where it ends
  confidence: "How well it is supported, 0 to 100"
  status: unverified or disputed
  vouched_by: "Who vouches, by name, or the text itself; an empty list: nobody"
  speaker: Whose words stand for it
  quote: The sentence
  document: The document of that sentence
reading: >
  A claimed link is a proposition that is unverified or disputed. Here are those that rest on unnamed speakers alone ("has
  been linked to"): there is nobody to ask, so treat them as rumours with an address, and read the sentence before one goes
  into a report. Low confidence says that little supports a link, not that it is false.
example: kg query claimed-links
---*/
MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.claimed = true
  AND ($about = '' OR any(n IN a.names + b.names WHERE toLower(n) = toLower($about)))
OPTIONAL MATCH (c:Claim {proposition: r.id})
WHERE c.speaker_kind <> 'unnamed' AND c.stance IN ['asserted', 'hedged', 'self-claimed']
WITH a, r, b, c.speaker AS name
ORDER BY name
WITH a, r, b, collect(DISTINCT name) AS vouched_by
WHERE $vouched OR size(vouched_by) = 0
RETURN a.name AS subject, r.relation AS relation, b.name AS object, r.confidence AS confidence, r.status AS status,
       vouched_by, r.speaker AS speaker, r.quote AS quote, r.document AS document
ORDER BY confidence, subject, relation, object, r.id
