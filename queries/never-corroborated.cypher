/*---
id: never-corroborated
title: Never corroborated
question: What was reported before a date and has had no second origin since?
parameters:
  before: {type: date, required: true, description: "First reported before this day"}
columns:
  subject: Of the proposition
  relation: Of the proposition
  object: Of the proposition
  first_reported: First day on which it was reported
  last_reported: Last day on which it was repeated
  confidence: "0 to 100"
  status: What the view holds of it
  speaker: Whose words stand for it
reading: >
  Time without corroboration speaks against a claim that others had reason to check. What was reported without a date is
  not here.
example: kg query never-corroborated -p before=2025-06-01
---*/
MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.first_reported < $before AND size(r.origins) < 2 AND NOT r.status IN ['corroborated', 'confirmed']
RETURN a.name AS subject, r.relation AS relation, b.name AS object, r.first_reported AS first_reported,
       r.last_reported AS last_reported, r.confidence AS confidence, r.status AS status, r.speaker AS speaker
ORDER BY first_reported, subject, relation, object, r.id
