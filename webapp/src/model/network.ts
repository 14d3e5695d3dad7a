// The member's people as a graph: who talks with whom, and who joins people whom nobody else joins.
import type { Network, NetworkNode } from './circle'

export interface Knot {
  node: NetworkNode
  talksWith: NetworkNode[] // the nearest to me first
  // Pairs of my people who don't talk with each other and whom nobody else of my people joins (Burt, "Structural Holes").
  joins: number
  bridge: boolean
}

const bridgesAtMost = 5

export function knotsOf({ nodes, edges }: Network): Knot[] {
  const order = new Map(nodes.map(({ account }, i) => [account.id, i]))
  const beside = nodes.map(() => new Set<number>())
  for (const { from, to } of edges) {
    const one = order.get(from)
    const another = order.get(to)
    if (one === undefined || another === undefined) continue
    beside[one]!.add(another)
    beside[another]!.add(one)
  }
  // Of each such pair, who joins it: more than one, and nobody is needed for it.
  const joint = new Map<number, number>()
  const many = -1
  beside.forEach((others, middle) => {
    const list = [...others]
    for (const one of list)
      for (const another of list) {
        if (one >= another || beside[one]!.has(another)) continue
        const pair = one * nodes.length + another
        joint.set(pair, joint.has(pair) ? many : middle)
      }
  })
  const joins = nodes.map(() => 0)
  for (const middle of joint.values()) if (middle !== many) joins[middle]!++
  const least = [...joins].sort((a, b) => b - a)[bridgesAtMost - 1] ?? 0
  return nodes.map((node, i) => ({
    node,
    talksWith: [...beside[i]!].sort((a, b) => a - b).map((other) => nodes[other]!),
    joins: joins[i]!,
    bridge: joins[i]! > 0 && joins[i]! >= least,
  }))
}
