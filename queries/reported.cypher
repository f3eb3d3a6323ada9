/*---
id: reported
title: What was reported of it, by date
question: What has been said of this thing, in the order of publication?
parameters:
  name: {type: string, required: true, description: "Any of its names"}
columns:
  published: "Day of the document; null where it is not known"
  document: The document
  publisher: Who published it
  subject: Of the claim
  relation: Of the claim
  object: "Of the claim; null where it has none"
  stance: "asserted, hedged, ..."
  speaker: Who vouches
  quote: The sentence
reading: >
  Read downwards to see a hedge being lost or a denial being followed by silence. `kg history` shows what each day changed
  in the graph.
example: kg query reported -p name="Harrow & Vale"
---*/
MATCH (c:Claim)-[:SUBJECT|OBJECT]->(e:Entity)
WHERE any(n IN e.names WHERE toLower(n) = toLower($name))
WITH DISTINCT c
MATCH (c)-[:SUBJECT]->(s:Entity), (c)-[:FROM_DOCUMENT]->(d:Document)
OPTIONAL MATCH (c)-[:OBJECT]->(o:Entity)
RETURN d.published AS published, d.label AS document, d.publisher AS publisher, s.name AS subject, c.relation AS relation,
       o.name AS object, c.stance AS stance, c.speaker AS speaker, c.quote AS quote
ORDER BY published, document, subject, relation, object, quote, c.id, d.id
