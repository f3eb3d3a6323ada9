/*---
id: only-source
title: What a source alone supports
question: Which propositions rest on this source and on no other?
parameters:
  source: {type: string, required: true, description: "Name of the publisher"}
columns:
  subject: Of the proposition
  relation: Of the proposition
  object: Of the proposition
  confidence: "0 to 100"
  status: What the view holds of it
  claims: How many claims of the source say it
  quote: The sentence
reading: >
  This is what would go if the source were wrong; `kg path --without SOURCE` shows what is left of a path. Documents whose
  publisher is not known count as others.
example: kg query only-source -p source=weekend-wire.example
---*/
MATCH (a:Entity)-[r]->(b:Entity)
MATCH (c:Claim {proposition: r.id})-[:FROM_DOCUMENT]->(d:Document)
WHERE c.stance IN ['asserted', 'hedged', 'self-claimed']
WITH a, r, b, count(DISTINCT c.id) AS claims, collect(DISTINCT coalesce(d.publisher, d.label)) AS sources
WHERE sources = [$source]
RETURN a.name AS subject, r.relation AS relation, b.name AS object, r.confidence AS confidence, r.status AS status,
       claims, r.quote AS quote
ORDER BY confidence DESC, subject, relation, object, r.id
