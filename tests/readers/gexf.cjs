// Prints what graphology reads of a GEXF file, as JSON.
const fs = require("fs");
const { MultiDirectedGraph } = require("graphology");
const gexf = require("graphology-gexf");

const graph = gexf.parse(MultiDirectedGraph, fs.readFileSync(process.argv[2], "utf8"));
const text = (value) => (value === undefined ? null : value);
process.stdout.write(
  JSON.stringify({
    multi: graph.multi,
    nodes: graph.mapNodes((key, a) => ({ key, label: text(a.label), label_en: text(a.label_en), kind: text(a.kind) })),
    edges: graph.mapEdges((key, a, source, target) => ({
      key, source, target, property: text(a.property), modality: text(a.modality),
    })),
  }),
);
