// node --input-type=module --eval THIS CONSUMER FORMAT < FILE, in the folder of the packages: what a consumer from npm
// makes of a file, as JSON.
import { readFileSync } from 'node:fs'

const readers = {
  'citation-js': async (text, format) => {
    const { Cite } = await import('@citation-js/core')
    for (const plugin of ['bibtex', 'csl', 'ris', 'hayagriva', 'cff']) await import(`@citation-js/plugin-${plugin}`)
    const types = {
      bibtex: '@bibtex/text', biblatex: '@biblatex/text', ris: '@ris/file', hayagriva: '@hayagriva/file',
      'csl-json': '@else/json', cff: '@else/yaml'
    }
    return new Cite(text, { forceType: types[format], generateGraph: false }).data
  },
  'biblatex-csl-converter': async (text, format) => {
    const { CSLExporter, CSLParser, parse, parseCSL } = await import('biblatex-csl-converter')
    const read = format === 'csl-json'
      ? parseCSL(Object.fromEntries(JSON.parse(text).map(item => [item.id, item])))
      : parse(text, { processUnexpected: true, processUnknown: true })
    const bibliography = read.entries ?? read
    const items = new CSLExporter(bibliography, false, { useEntryKeys: true }).parse()
    return { items: Object.values(items), errors: read.errors ?? [], warnings: read.warnings ?? [] }
  },
  'bibtex-parser': async text => {
    const { parse } = await import('@retorquere/bibtex-parser')
    const read = parse(text, { sentenceCase: false, caseProtection: false, english: false })
    return { entries: read.entries, errors: read.errors }
  },
  ajv: async text => {
    const { items, schema } = JSON.parse(text)
    const Ajv = (await import('ajv')).default
    const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true })
    ajv.validate(schema, items)
    return ajv.errors ?? []
  },
  citeproc: async text => {
    const { items, style, locale } = JSON.parse(text)
    const CSL = (await import('citeproc')).default
    const byId = Object.fromEntries(items.map(item => [item.id, item]))
    const engine = new CSL.Engine({ retrieveLocale: () => locale, retrieveItem: id => byId[id] }, style)
    engine.setOutputFormat('text')
    engine.updateItems(Object.keys(byId))
    const [parameters, entries] = engine.makeBibliography()
    return Object.fromEntries(parameters.entry_ids.map((ids, at) => [ids[0], entries[at]]))
  }
}

const [consumer, format] = process.argv.slice(1)
const printed = JSON.stringify(await readers[consumer](readFileSync(0, 'utf8'), format))
process.stdout.write(printed + '\n')
