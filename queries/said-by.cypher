/*---
id: said-by
title: What a speaker says
question: What does this person or organisation vouch for?
parameters:
  speaker: {type: string, required: true, description: "The speaker's name as texts give it"}
columns:
  subject: Of the claim
  relation: Of the claim
  object: "Of the claim; null where it has none"
  stance: "asserted, hedged, ..."
  quote: The sentence
  document: Its document
  published: When it was published
reading: >
  Only claims for which the speaker is the innermost of the chain: what A says that B said is B's.
example: kg query said-by -p speaker="Lantern Security"
---*/
MATCH (k:Speaker)<-[v:SAID_BY]-(c:Claim)-[:SUBJECT]->(s:Entity)
WHERE v.vouches AND toLower(k.name) = toLower($speaker)
OPTIONAL MATCH (c)-[:OBJECT]->(o:Entity)
MATCH (c)-[:FROM_DOCUMENT]->(d:Document)
RETURN s.name AS subject, c.relation AS relation, o.name AS object, c.stance AS stance, c.quote AS quote,
       d.label AS document, d.published AS published
ORDER BY published, document, subject, relation, object, quote, c.id, d.id
