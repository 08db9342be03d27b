// Text that citeproc-js makes, one request a line: {style: path, locale, items, citations: [CSL-JSON]} in, and out
// {bibliography: [[id, text]] or null, citations: [text]} or {error}.
//     CSL_LOCALES=folder of locales-*.xml CITEPROC_JS=folder of the npm package citeproc node citeproc_text.js
'use strict';
const fs = require('fs'), path = require('path'), readline = require('readline');
const CSL = require(process.env.CITEPROC_JS || 'citeproc');
CSL.debug = () => {};

const known = {};
function retrieveLocale(name) {
  if (!(name in known)) {
    const file = path.join(process.env.CSL_LOCALES, `locales-${name}.xml`);
    known[name] = fs.existsSync(file) && fs.readFileSync(file, 'utf8').replace(/^\s*<\?[^>]*\?>\s*/, '');
  }
  return known[name];
}

function answer({style, locale, items, citations}) {
  const byId = new Map(items.map(item => [item.id, item]));
  const system = {retrieveLocale, retrieveItem: id => structuredClone(byId.get(id))};
  const engine = new CSL.Engine(system, fs.readFileSync(style, 'utf8').replace(/^\uFEFF/, ''), locale, true);
  engine.setOutputFormat('text');
  engine.updateUncitedItems([...byId.keys()]);
  const before = [], texts = [];
  citations.forEach(({citationItems, properties}, place) => {
    const citation = {citationID: `c${place}`, citationItems, properties};
    for (const [at, text] of engine.processCitationCluster(citation, before.slice(), [])[1]) texts[at] = text;
    before.push([citation.citationID, properties.noteIndex]);
  });
  return {bibliography: entries(engine.makeBibliography()), citations: texts};
}

// [id, text] of each entry; an item of which nothing is printed has an id there, but no entry.
function entries(made) {
  if (!made) return null;
  const [{entry_ids, bibliography_errors}, texts] = made;
  const empty = new Set(bibliography_errors.map(problem => problem.itemID));
  const ids = entry_ids.map(ids => ids.join(' ')).filter(id => texts.length === entry_ids.length || !empty.has(id));
  if (ids.length !== texts.length) throw new Error(`${ids.length} ids of ${texts.length} entries`);
  return ids.map((id, place) => [id, texts[place].trim()]);
}

readline.createInterface({input: process.stdin, terminal: false}).on('line', line => {
  let out;
  try { out = answer(JSON.parse(line)); } catch (problem) { out = {error: String(problem && problem.stack || problem)}; }
  process.stdout.write(JSON.stringify(out) + '\n');
});
// Nobody is listening any more.
process.stdout.on('error', () => process.exit(1));
