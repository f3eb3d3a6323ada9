/*---
id: campaigns
title: Campaigns and their incidents
question: Which incidents are held to belong together, whom did they hit, and who is held responsible?
columns:
  campaign: The campaign
  incidents: Incidents that are part of it or linked to it
  victims: Whom they or the campaign hit
  actors: "Who is held responsible for the campaign or one of its incidents"
reading: >
  An actor is listed once however many incidents of the campaign are put down to it; who is named for which incident stands
  in actors-by-victim.
example: kg query campaigns
---*/
MATCH (c:Campaign)
RETURN c.name AS campaign,
       COLLECT {
         MATCH (c)-[:PART_OF|LINKED_TO]-(i:Incident)
         RETURN DISTINCT i.name AS name ORDER BY name
       } AS incidents,
       COLLECT {
         MATCH (c)-[:PART_OF|LINKED_TO*0..1]-(i:Entity)-[:AFFECTED]->(v:Entity)
         RETURN DISTINCT v.name AS name ORDER BY name
       } AS victims,
       COLLECT {
         MATCH (c)-[:PART_OF|LINKED_TO*0..1]-(i:Entity)-[:ATTRIBUTED_TO]->(a:Entity)
         RETURN DISTINCT a.name AS name ORDER BY name
       } AS actors
ORDER BY campaign, c.id
