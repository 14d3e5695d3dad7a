// Texts with the words that gave rise to a verdict.
export interface Evidence {
  start: number // in code points; equal to end for what has no place in the text
  end: number
  text: string
  label: 'pitch' | 'ask' | 'question' | 'help'
  why: string
}

export interface Piece {
  text: string
  marked: boolean
}

// Neighbouring and overlapping words are one mark. The handles that a message begins with say only whom it is for.
export function pieces(text: string, evidence: Evidence[]): Piece[] {
  const letters = Array.from(text)
  const address = Array.from(/^(@\S+\s+)*/.exec(text)?.[0] ?? '').length
  const marked = new Array<boolean>(letters.length).fill(false)
  for (const { start, end } of evidence) marked.fill(true, start, Math.max(start, end))
  const all: Piece[] = []
  letters.forEach((letter, i) => {
    if (i < address) return
    const last = all.at(-1)
    if (last && last.marked === marked[i]) last.text += letter
    else all.push({ text: letter, marked: marked[i] ?? false })
  })
  return all
}

// Signs that explain little where there are others.
const weak = [
  'speaks as we',
  'says new',
  'speaks to you',
  'speaks of the author',
  'says please',
  'is very short',
  'is long',
]

// What spoke for the verdict, each thing once.
export function grounds(evidence: Evidence[], labels: string[]): Evidence[] {
  const decisive = evidence.filter(({ label }) => (label === 'pitch' || label === 'ask') && labels.includes(label))
  const seen = new Set<string>()
  const all = decisive.filter(({ start, end, text, why }) => {
    if (end > start && !/[\p{L}\p{N}]/u.test(text)) return false // a sign alone explains nothing
    const key = `${text.toLowerCase()} ${why}`
    return seen.has(key) ? false : Boolean(seen.add(key))
  })
  const strong = all.filter(({ why }) => !weak.includes(why))
  return strong.length ? strong : all
}
