/*---
id: homonyms
title: Homonyms
question: Which names may mean several things?
parameters:
  name: {type: string, default: "", description: "Only this name; empty is all"}
columns:
  name: The name as the graph shows it
  type: Its type here
  id: Its id here
  may_be: Things in reference lists that bear the name, where nothing decides which is meant
  also: "Other things of this graph that bear one of its names, as type: name"
reading: >
  Nothing is merged on a name alone. Facts recorded of one bearer of a name say nothing of another; such a thing gets the
  least fit among its candidates. `kg same` and `kg different` settle it.
example: kg query homonyms -p name=DragonForce
---*/
MATCH (e:Entity)
WHERE $name = '' OR any(n IN e.names WHERE toLower(n) = toLower($name))
UNWIND e.names AS borne
OPTIONAL MATCH (x:Entity {name: borne})
WHERE x.id <> e.id
WITH e, x.type + ': ' + x.name AS other
ORDER BY other
WITH e, collect(DISTINCT other) AS also
WHERE size(e.ambiguous) > 0 OR size(also) > 0
RETURN e.name AS name, e.type AS type, e.id AS id, coalesce(e.ambiguous, []) AS may_be, also
ORDER BY name, type, id
