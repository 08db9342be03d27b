// The bibliography of a file of items in citeproc-js, as text: node citeproc_bibliography.js CITEPROC LOCALES ITEMS STYLE
'use strict';
const fs = require('fs'), path = require('path');
const [citeproc, locales, file, style] = process.argv.slice(2);
const CSL = require(citeproc);
CSL.debug = () => {};
const byId = new Map(JSON.parse(fs.readFileSync(file, 'utf8')).map(item => [item.id, item]));
const retrieveLocale = name => {
  const locale = path.join(locales, `locales-${name}.xml`);
  return fs.existsSync(locale) && fs.readFileSync(locale, 'utf8').replace(/^\s*<\?[^>]*\?>\s*/, '');
};
const system = {retrieveLocale, retrieveItem: id => byId.get(id)};
const engine = new CSL.Engine(system, fs.readFileSync(style, 'utf8'), 'en-US', true);
engine.setOutputFormat('text');
engine.updateItems([...byId.keys()]);
process.stdout.write(engine.makeBibliography()[1].join(''));
