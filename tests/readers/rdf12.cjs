// Prints how many triples and triple terms N3.js reads in a Turtle file, as JSON.
const fs = require("fs");
const { Parser } = require("n3");

const quads = new Parser({ format: "text/turtle" }).parse(fs.readFileSync(process.argv[2], "utf8"));
const terms = quads.filter((quad) => quad.object.termType === "Quad").length;
process.stdout.write(JSON.stringify({ triples: quads.length, terms }));
