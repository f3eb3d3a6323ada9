// Constructs of Cypher, one query a line, that both engines answer alike over the random graph of tests/busy_graph.py.
MATCH (n:Entity) WHERE n.name =~ '(?i).*group.*' RETURN n.name ORDER BY n.name, n.id
MATCH (n) RETURN count(*) AS c
MATCH (n:ThreatGroup|Malware) RETURN count(n) AS c
MATCH (n:Entity&!Incident) RETURN count(n) AS c
MATCH (n:Organization&Victim) RETURN count(n) AS c
MATCH (n:!Entity) RETURN count(n) AS c
MATCH (n:%) RETURN count(n) AS c
MATCH (a)-[r:USES|TARGETS]->(b) RETURN type(r), count(*) ORDER BY type(r)
MATCH (a)-[r:!USES]->(b) RETURN type(r), count(*) ORDER BY type(r)
MATCH (a:Incident)-[r WHERE r.confidence > 50]->(b:ThreatGroup WHERE b.name CONTAINS '1') RETURN a.id, b.id, r.confidence ORDER BY a.id, b.id
MATCH (a:Incident {id:'Incident-1'}) RETURN [(a)-[r:ATTRIBUTED_TO]->(b) | b.name] AS x
MATCH (a:ThreatGroup) RETURN a.id AS i, size([(a)<-[:ATTRIBUTED_TO]-() | 1]) AS n ORDER BY i
MATCH (a:ThreatGroup) RETURN a.id AS i, EXISTS { MATCH (a)<-[r:ATTRIBUTED_TO]-() WHERE r.confidence > 50 } AS n ORDER BY i
MATCH (a:ThreatGroup) RETURN a.id AS i, COUNT { MATCH (a)<-[r:ATTRIBUTED_TO]-() WHERE r.confidence > 50 } AS n ORDER BY i
MATCH (a:ThreatGroup) WITH a, COLLECT { MATCH (a)<-[r:ATTRIBUTED_TO]-(i) RETURN i.id ORDER BY i.id } AS x RETURN a.id, x ORDER BY a.id
MATCH p = (a:ThreatGroup {id:'ThreatGroup-2'})-[:LINKED_TO|ATTRIBUTED_TO*1..3]-(b) RETURN DISTINCT b.id AS b ORDER BY b
MATCH p = (a:ThreatGroup {id:'ThreatGroup-2'})-[:LINKED_TO|ATTRIBUTED_TO*1..3]-(b) RETURN count(p) AS b
MATCH p = ((a:ThreatGroup)-[:LINKED_TO]->(b:ThreatGroup)){1,3} RETURN count(p) AS c
MATCH (x:ThreatGroup) ((a)-[:LINKED_TO]->(b)){1,2} (y) RETURN count(*) AS c
MATCH (x:ThreatGroup)-[:LINKED_TO]->{1,2}(y) RETURN count(*) AS c
MATCH (x:ThreatGroup)-[:LINKED_TO]->+(y) RETURN count(*) AS c
MATCH p=shortestPath((a:ThreatGroup {id:'ThreatGroup-2'})-[*]-(b:Organization {id:'Organization-3'})) RETURN length(p) AS c
MATCH (a:ThreatGroup {id:'ThreatGroup-2'}), (b:Organization) MATCH p=allShortestPaths((a)-[:ATTRIBUTED_TO|AFFECTED|LINKED_TO*..6]-(b)) RETURN b.id, count(p) AS n, min(length(p)) AS m ORDER BY b.id
MATCH (n:Entity) RETURN n.type, avg(size(n.names)) AS a, collect(DISTINCT n.type) AS c, min(n.name) AS m, max(n.id) AS x ORDER BY n.type
MATCH (n:Claim) RETURN n.stance, n.speaker_kind, count(*) AS c ORDER BY c DESC, n.stance, n.speaker_kind LIMIT 7
MATCH (n:Claim) RETURN percentileDisc(n.confidence, 0.9) AS p, stDevP(n.confidence) AS s, sum(n.confidence) AS t
MATCH (n:Claim) WITH n.stance AS s, collect(n.confidence) AS c WHERE size(c) > 3 RETURN s, reduce(a=0, x IN c | a + x) AS t ORDER BY s
MATCH (c:Claim)-[:SUBJECT]->(s), (c)-[:OBJECT]->(o) WHERE s.type = 'Incident' AND o.type <> 'Campaign' RETURN count(*) AS n
MATCH (c:Claim) OPTIONAL MATCH (c)-[:OBJECT]->(o) RETURN o IS NULL AS x, count(*) AS c ORDER BY x
MATCH (c:Claim) RETURN c.event_date IS NULL AS x, c.event_date = 'x' AS y, count(*) AS n
UNWIND [1,2,2,null] AS x RETURN count(x) AS a, count(DISTINCT x) AS b, count(*) AS c, collect(x) AS d, sum(x) AS e
UNWIND [] AS x RETURN count(x) AS a, sum(x) AS b, avg(x) AS c, max(x) AS d, collect(x) AS e
RETURN [1,2,3] + 4 AS a, [1] + [2] AS b, 'a' + 'b' AS c, 5 / 2 AS d, 5 % 3 AS e, -5 / 2 AS f, 5.0 / 2 AS g, 2 ^ 0.5 AS h
RETURN toInteger('12.7') AS a, toFloat('1e3') AS b, toBoolean('true') AS c, toString(12) AS d, toString(true) AS e, toInteger(3.9) AS f, toStringOrNull([1]) AS g
RETURN trim('  a ') AS a, ltrim(' a') AS b, replace('aXa','X','y') AS c, left('hello',2) AS d, right('hello',2) AS e, reverse('abc') AS f, toLower('ABC') AS g, size('abc') AS h
RETURN split('a,b,,c', ',') AS a, substring('hello', 1) AS b, 'hello' STARTS WITH 'he' AS c, 'hello' ENDS WITH 'x' AS d
RETURN abs(-1) AS a, ceil(1.2) AS b, floor(1.8) AS c, round(1.5) AS d, round(-1.5) AS e, sign(-3) AS f, sqrt(9) AS g, round(3.14159, 2) AS h, exp(0) AS i, log(1) AS j, pi() > 3 AS k
RETURN head([1,2]) AS a, last([1,2]) AS b, tail([1,2]) AS c, size([]) AS d, range(1,5,2) AS e, reverse([1,2]) AS f, keys({a:1,b:2}) AS g, [x IN [1,2,3] | x*2] AS h
RETURN {a:1}.a AS a, {a:{b:2}}.a.b AS b, [1,2,3][1..] AS c, [1,2,3][..-1] AS d, [1,2][5] AS e, null[0] AS f
RETURN 1 < 2 AND 2 < 3 AS a, 1 < 2 < 3 AS b, true XOR false AS c, null AND false AS d, null OR true AS e, NOT null AS f
RETURN [1,null] = [1,null] AS a, [1,2] = [1,2] AS b, {a:1} = {a:1} AS c, null IN [] AS d, 1 = '1' AS e, 'a' > 1 AS f
RETURN any(x IN [1,2] WHERE x > 1) AS a, none(x IN [1,2] WHERE x > 5) AS b, single(x IN [1,2] WHERE x = 1) AS c, all(x IN [null] WHERE x > 1) AS d
RETURN coalesce(null, null) AS a, nullIf(1,1) AS b, CASE 1 WHEN 1 THEN 'x' WHEN 2 THEN 'y' END AS c, CASE WHEN null THEN 1 END AS d
UNWIND ['b','a','B',null,'\u00e4','Z'] AS x RETURN x ORDER BY x
UNWIND [3, 'a', true, null, 1.5, [1], {a:1}] AS x RETURN x ORDER BY x
UNWIND [1, 1.0, 2] AS x RETURN DISTINCT x ORDER BY x
UNWIND [[1,2],[1],[0,5]] AS x RETURN x ORDER BY x
RETURN date('2025-01-31') + duration('P1M') AS a, date('2025-03-01') > date('2025-02-01') AS b, duration.between(date('2025-01-01'), date('2025-03-02')) AS c
RETURN date('2025-06-12').year AS a, date('2025-06-12').month AS b, datetime('2025-06-12T10:00:00+02:00') AS c, localdatetime('2025-06-12T10:00:00') AS d, localtime('10:00:01') AS e, date('2025-W24-4') AS f
RETURN date.truncate('month', date('2025-06-12')) AS a, toString(date('2025-06-12')) AS b, duration('PT36H').hours AS c, duration({days: 1, hours: 2}) AS d
MATCH (n:Entity {id:'Incident-1'}) RETURN n {.id, .name, extra: 1} AS m
MATCH (n:Entity {id:'Incident-1'}) RETURN n.nope AS p, n['name'] AS q, exists((n)-->()) AS e
MATCH (n:Entity {id:'Incident-1'})-[r]->(m) RETURN startNode(r).id AS a, endNode(r).id AS b, type(r) AS t ORDER BY b, t
MATCH (n:ThreatGroup) WITH n ORDER BY n.id SKIP 2 LIMIT 3 RETURN collect(n.id) AS x
MATCH (n:ThreatGroup) RETURN n.id AS x ORDER BY x DESC SKIP 1 LIMIT 2
MATCH (a:ThreatGroup)-[:LINKED_TO]-(b:ThreatGroup) WHERE a.id < b.id RETURN a.id, b.id ORDER BY a.id, b.id
MATCH (a)-[:LINKED_TO]-(a) RETURN count(*) AS n
MATCH (a:Incident)-[:ATTRIBUTED_TO]->(g)<-[:ATTRIBUTED_TO]-(b:Incident) RETURN count(*) AS n
MATCH (a:Incident)-[:ATTRIBUTED_TO]->(g) MATCH (g)<-[:ATTRIBUTED_TO]-(b:Incident) RETURN count(*) AS n
MATCH (g:ThreatGroup) CALL (g) { MATCH (g)<-[:ATTRIBUTED_TO]-(i) RETURN count(i) AS n } RETURN g.id, n ORDER BY n DESC, g.id LIMIT 3
MATCH (g:ThreatGroup) CALL { WITH g MATCH (g)<-[:ATTRIBUTED_TO]-(i) RETURN count(i) AS n } RETURN g.id, n ORDER BY n DESC, g.id LIMIT 3
CALL { RETURN 1 AS x UNION ALL RETURN 1 AS x } RETURN sum(x) AS s
MATCH (n:Entity) RETURN n.id AS i ORDER BY i LIMIT 2 UNION ALL MATCH (n:Claim) RETURN n.id AS i ORDER BY i LIMIT 2
MATCH (n:Entity) RETURN count { (n)-->() } AS d, count(*) AS c ORDER BY d
MATCH (n:Entity) WITH n.type AS t, count(*) AS c RETURN t, c, CASE WHEN c > 10 THEN 'many' ELSE 'few' END AS w ORDER BY t
MATCH (n:Entity) RETURN count(*) > 5 AS c
MATCH (n:Entity) WITH count(n) AS c, collect(n.type) AS ts RETURN c, size(ts) AS s, ts[0] IN ts AS x
MATCH (n:Entity) WHERE n.id IN ['Incident-1','Incident-2'] RETURN n.id ORDER BY n.id
MATCH (n:Entity) WHERE n.type = 'Incident' XOR n.name CONTAINS '1' RETURN count(*) AS c
MATCH (n:Entity) WHERE n.name IS :: STRING RETURN count(*) AS c
RETURN valueType(1) AS a, valueType('x') AS b
RETURN randomUUID() IS NOT NULL AS a, timestamp() > 0 AS b
MATCH (n:Entity) WHERE n.roles IS NOT NULL UNWIND n.roles AS r RETURN r, count(*) AS c ORDER BY r
MATCH (n:Entity)-[r]->() WHERE r.first_reported >= '2025-03' RETURN count(*) AS c
MATCH ()-[r:ATTRIBUTED_TO]->() RETURN r.status AS s, avg(r.confidence) AS a ORDER BY s
WITH 1 AS x, 2 AS y RETURN *
MATCH (n:Entity) WITH * WHERE n.id = 'Incident-1' RETURN n.name
MATCH (n:Entity) RETURN n.name as `the name`, n.`type` ORDER BY `the name`, n.id LIMIT 2
OPTIONAL MATCH (n:Nope) RETURN n.x AS x, n AS y
MATCH (a:Incident) OPTIONAL MATCH (a)-[r:ATTRIBUTED_TO]->(g) WHERE r.confidence > 90 RETURN a.id, g.id, r.confidence ORDER BY a.id, g.id
MATCH (a:Incident) WHERE (a)-[:ATTRIBUTED_TO]->({id:'ThreatGroup-3'}) RETURN a.id ORDER BY a.id
MATCH (a:Incident) WHERE NOT (a)-[:ATTRIBUTED_TO]->(:ThreatGroup) RETURN a.id ORDER BY a.id
MATCH (a)-[r {claimed: false}]->(b) RETURN count(*) AS c
RETURN isEmpty('') AS a, isEmpty([]) AS b, char_length('ab') AS c, btrim('xax','x') AS d, normalize('\u0041\u030a') AS e
RETURN "a\tb\nc" AS a, 'q\'s' AS b, '\u00e9' AS c
MATCH (n:Entity) RETURN n.id /* a comment */ ORDER BY n.id // another
MATCH (n:ThreatGroup) WITH n ORDER BY n.id RETURN n.type AS t, collect(n.id)[0] = 'ThreatGroup-0' AS z ORDER BY t
MATCH (n:ThreatGroup) WITH n ORDER BY n.id RETURN n.type AS t, size(collect(n.id)) > 1 AS z ORDER BY t
MATCH (n:ThreatGroup) RETURN n.type AS t, CASE WHEN count(*) > 3 THEN 'many' ELSE 'few' END AS z
MATCH (n:ThreatGroup) RETURN n.type AS t, any(x IN collect(n.id) WHERE x ENDS WITH '1') AS z
MATCH (n:ThreatGroup) RETURN n.type AS t, {a: count(*), b: max(n.id)} AS z
MATCH (n:ThreatGroup) RETURN toString(count(*)) + ' groups' AS z
MATCH (n:ThreatGroup) RETURN n.type AS t, sum(CASE WHEN n.id IS NULL OR n.id ENDS WITH '1' THEN 1 ELSE 0 END) AS z, round(avg(size(n.names)), 1) AS r
MATCH (n:ThreatGroup)-[r]->(m) WITH n, r ORDER BY r.confidence, r.id RETURN n.type AS t, collect(properties(r))[0]['confidence'] AS y
MATCH (n:ThreatGroup) RETURN n.id AS i, -count(*) AS c ORDER BY i LIMIT 2
MATCH (n:Entity)-[r]->() WITH n, count(r) AS c ORDER BY c DESC, n.id LIMIT 3 RETURN n.id, c
MATCH (n:Entity)-[r]->() WITH n, count(r) AS c, avg(r.confidence) AS a ORDER BY a DESC, n.id LIMIT 3 RETURN n.id, c, a
MATCH (n:Entity)-[r]->() RETURN n.id AS i, count(r) AS c, avg(r.confidence) > 50 AS high ORDER BY i
MATCH (n:Entity)-[r]->() RETURN n.id AS i, max(r.confidence) - min(r.confidence) AS d ORDER BY d DESC, i LIMIT 5
MATCH (n:Entity) RETURN DISTINCT n.type AS t, size(n.names) AS s ORDER BY t
MATCH (n:Entity) RETURN n.type AS t ORDER BY n.id LIMIT 3
MATCH (n:Entity) WITH n.type AS t, n ORDER BY n.id DESC RETURN t, collect(n.id)[..2] AS f ORDER BY t
MATCH (n:Entity) WITH collect(n) AS ns UNWIND ns AS m RETURN m.type AS t, count(*) AS c ORDER BY t
MATCH (n:Entity) WITH collect(n) AS ns RETURN size([x IN ns WHERE x.type = 'Incident']) AS c, [x IN ns WHERE x:Victim | x.id][0] IS NOT NULL AS y
MATCH (n:Entity) WITH collect(n) AS ns MATCH (m:Incident) WHERE m IN ns RETURN count(m) AS c
MATCH (a:Incident)-[r:ATTRIBUTED_TO]->(b) WITH a, collect(b.name) AS names WHERE size(names) >= 2 RETURN a.id, size(names) AS s ORDER BY s DESC, a.id
MATCH (a:Incident)-[r:ATTRIBUTED_TO]->(b) WITH a, collect({n: b.id, c: r.confidence}) AS x UNWIND x AS y WITH a, y ORDER BY y.c, y.n RETURN a.id AS i, collect(y.n) AS ns ORDER BY i
MATCH (a:Incident)-[r:ATTRIBUTED_TO]->(b), (a)-[s:AFFECTED]->(c) RETURN a.id, b.id, c.id ORDER BY a.id, b.id, c.id LIMIT 9
MATCH (a:Incident), (b:ThreatGroup) WHERE NOT EXISTS { (a)-[:ATTRIBUTED_TO]->(b) } RETURN count(*) AS c
MATCH (a:Incident) WHERE COUNT { (a)-[:ATTRIBUTED_TO]->() } > 1 RETURN a.id ORDER BY a.id
MATCH (a:Incident) WHERE EXISTS { MATCH (a)-[:ATTRIBUTED_TO]->(g) WHERE EXISTS { (g)-[:USES]->() } } RETURN a.id ORDER BY a.id
MATCH (a:ThreatGroup)-[:LINKED_TO*2]-(b) RETURN count(*) AS c
MATCH (a:ThreatGroup)-[rs:LINKED_TO*1..2 {claimed: true}]-(b) RETURN count(*) AS c
MATCH (a:ThreatGroup)-[rs:LINKED_TO*0..1]-(b) RETURN count(*) AS c
MATCH p=(a:ThreatGroup)-[rs*1..2]-(b) WHERE all(r IN rs WHERE r.confidence > 50) RETURN count(*) AS c
MATCH p=(a:ThreatGroup {id:'ThreatGroup-2'})-[*1..3]-(b:Organization) WHERE none(n IN nodes(p) WHERE n:Malware) RETURN count(p) AS c
MATCH p=(a:ThreatGroup {id:'ThreatGroup-2'})-[*1..3]-(b:Organization) RETURN [n IN nodes(p) | n.id] AS x ORDER BY x LIMIT 5
MATCH (a:ThreatGroup {id:'ThreatGroup-2'})-[*1..2]->(b) RETURN DISTINCT b.id AS b ORDER BY b
MATCH (a)-[r1]->(b)-[r2]->(a) RETURN count(*) AS c
MATCH (a:Incident)-[:ATTRIBUTED_TO]->(b)-[:USES]->(m) RETURN a.id, m.id, count(*) AS c ORDER BY a.id, m.id LIMIT 10
MATCH (a:Claim)-[:FROM_DOCUMENT]->(d:Document)-[:PUBLISHED_BY]->(s:Source) RETURN s.name AS s, count(DISTINCT d) AS d, count(a) AS a ORDER BY s
MATCH (s:Source) OPTIONAL MATCH (s)<-[:PUBLISHED_BY]-(d) OPTIONAL MATCH (d)<-[:FROM_DOCUMENT]-(c:Claim {stance:'denied'}) RETURN s.name AS s, count(c) AS c ORDER BY s
MATCH (d:Document) WHERE d.published IS NULL RETURN count(*) AS c
MATCH (d:Document) RETURN substring(d.published, 0, 7) AS m, count(*) AS c ORDER BY m
MATCH (d:Document) WHERE d.published >= '2025-03' AND d.published < '2025-05' RETURN d.id ORDER BY d.id
MATCH (d:Document) WHERE date(d.published) > date('2025-04-01') RETURN count(*) AS c
MATCH (d:Document) RETURN min(d.published) AS a, max(d.published) AS b, count(d.published) AS c, count(d) AS e
MATCH (n:Entity) WHERE n.name IN ['Malware & 0', 'x'] OR n.id ENDS WITH '-3' RETURN n.id ORDER BY n.id
MATCH (n:Entity) WHERE 'I1' IN n.names RETURN n.id
MATCH (n:Entity) WHERE any(x IN n.names WHERE toLower(x) CONTAINS 'mal') AND NOT n.id STARTS WITH 'Malware-1' RETURN count(*) AS c
MATCH (n:Entity) WHERE n.id > 'M' AND n.id <= 'T' RETURN count(*) AS c
MATCH ()-[r]->() WHERE 'hedged' IN r.stances AND size(r.claim_ids) > 1 RETURN count(*) AS c
MATCH ()-[r:ATTRIBUTED_TO]->() RETURN r.band AS b, count(*) AS c, round(avg(r.confidence)) AS a ORDER BY b
MATCH (a:Entity)-[r]->(b:Entity) RETURN a.type + '-' + r.relation + '-' + b.type AS k, count(*) AS c ORDER BY c DESC, k
MATCH (n:Entity {name: 'Malware & 0'})<-[:USES]-(g) RETURN g.id ORDER BY g.id
MATCH (n) WHERE n:Victim OR n:Regulator RETURN count(n) AS c
MATCH (n:Victim|Regulator) RETURN count(n) AS c
MATCH (n:Victim) MATCH (n:Regulator) RETURN count(n) AS c
MATCH (n:Malware&Tool) RETURN count(n) AS c
MATCH (n:Tool) RETURN n.name AS x
MATCH (n:Tool|Malware) RETURN count(n) AS c
MATCH (n:Entity) WHERE n:Tool OR n:Nothing RETURN count(n) AS c
MATCH (n:!Tool) RETURN count(n) AS c
MATCH (a)-[r:EXPLOITS]->(b) RETURN count(r) AS c
MATCH (a)-[r:EXPLOITS|USES]->(b) RETURN count(r) AS c
MATCH p = shortestPath((a:Tool)-[:EXPLOITS*]-(b:Malware)) RETURN count(p) AS c
MATCH p = allShortestPaths((a:ThreatGroup {id: 'ThreatGroup-1'})-[:EXPLOITS|USES|NOTHING*..4]-(b:ThreatGroup)) WHERE a <> b RETURN count(p) AS c
