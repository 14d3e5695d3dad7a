// Draws the network with cytoscape. Only the page that shows it loads this file.
import cytoscape, { type Core, type ElementDefinition, type NodeSingular, type StylesheetJson } from 'cytoscape'
import { nameOf, type Stage } from './circle'
import type { Account } from './entities'
import type { Knot } from './network'
import { hasPicture, hueOf, initialsOf } from './portrait'

export type Arrangement = 'rings' | 'groups'
export type Direction = 'up' | 'down' | 'left' | 'right'

const rings: Exclude<Stage, 'stranger'>[] = ['trusted', 'friend', 'acquaintance']
const firstRing = 120
const betweenRings = 105
const place = 62 // along a ring, for one person
const nameGap = 110 // and for the name of the ring

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}

// The library would put a style element into the page, which the page's policy forbids; the part that shows the graph
// says the same in its own style. An element of that name keeps it from trying.
function keepStyleOut(): void {
  const id = '__________cytoscape_stylesheet'
  if (document.getElementById(id)) return
  const mark = document.createElement('meta')
  mark.id = id
  document.head.append(mark)
}

function look(names: Record<string, string>): StylesheetJson {
  const ink = token('--ink')
  const edge = token('--edge')
  const accent = token('--accent')
  const label = {
    label: 'data(label)',
    color: ink,
    'font-family': 'Figtree Variable, system-ui, sans-serif',
    'font-size': 13,
    'text-valign': 'bottom',
    'text-margin-y': 5,
    'text-background-color': token('--card'),
    'text-background-opacity': 0.8,
    'text-background-padding': '2px',
    'text-background-shape': 'roundrectangle',
    'min-zoomed-font-size': 7,
  } as const
  return [
    {
      selector: 'node.person',
      style: {
        ...label,
        width: 'data(size)',
        height: 'data(size)',
        'background-color': token('--sunken'),
        'background-fit': 'cover',
        'border-width': 2,
        'border-color': edge,
        'overlay-opacity': 0,
      },
    },
    { selector: 'node[picture]', style: { 'background-image': 'data(picture)' } },
    { selector: 'node.trusted', style: { 'border-width': 4, 'border-color': accent } },
    { selector: 'node.friend', style: { 'border-width': 2.5, 'border-color': accent } },
    { selector: 'node.quiet', style: { 'border-style': 'dashed', 'background-image-opacity': 0.45, color: edge } },
    {
      selector: 'node.bridge',
      style: { 'outline-width': 2.5, 'outline-offset': 4, 'outline-color': token('--good'), 'outline-opacity': 1 },
    },
    {
      selector: 'node.me',
      style: { ...label, label: names.me ?? '', width: 18, height: 18, 'background-color': edge, events: 'no' },
    },
    {
      selector: 'node.ring',
      style: {
        width: 'data(size)',
        height: 'data(size)',
        'background-opacity': 0,
        'border-width': 1.5,
        'border-color': token('--line'),
        events: 'no',
        label: 'data(label)',
        color: token('--soft'),
        'font-family': 'Figtree Variable, system-ui, sans-serif',
        'font-size': 14,
        'text-valign': 'top',
        'text-margin-y': 9,
        'text-background-color': token('--card'),
        'text-background-opacity': 1,
        'text-background-padding': '3px',
        'z-index': 0,
      },
    },
    {
      selector: 'edge',
      style: { width: 1.2, 'line-color': edge, opacity: 0.35, 'curve-style': 'haystack', events: 'no' },
    },
    { selector: 'edge.lit', style: { width: 2.4, 'line-color': accent, opacity: 0.9 } },
    { selector: 'node.faded', style: { opacity: 0.35 } },
    { selector: 'edge.faded', style: { opacity: 0.08 } },
    { selector: '.away', style: { display: 'none' } },
    {
      selector: 'node.chosen',
      style: {
        'underlay-color': accent,
        'underlay-opacity': 0.28,
        'underlay-padding': 9,
        'underlay-shape': 'ellipse',
        'font-weight': 700,
      },
    },
  ]
}

// A picture of initials, for people without one of their own. Its address has to be given back.
function initialsPicture(account: Account): string {
  const text = initialsOf(account).replace(/[<>&"']/g, '')
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96"><rect width="96" height="96" ` +
    `fill="${token(`--portrait-${hueOf(account)}`)}"/><text x="48" y="60" text-anchor="middle" font-size="35" ` +
    `font-weight="600" font-family="Georgia, serif" fill="${token('--portrait-ink')}">${text}</text></svg>`
  return URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
}

export class DrawnNetwork {
  private cy: Core
  private addresses: string[] = []
  private chosen: string | null = null
  private still = matchMedia('(prefers-reduced-motion: reduce)')
  private around = new Map<string, number>() // the angle of each from the top on, so that who talk with each other stand together

  constructor(
    private container: HTMLElement,
    private knots: Knot[],
    private names: Record<'me' | (typeof rings)[number], string>,
    private onchoose: (id: string | null) => void,
  ) {
    keepStyleOut()
    this.cy = cytoscape({
      container,
      elements: this.elements(),
      style: look(names),
      layout: { name: 'preset' },
      minZoom: 0.15,
      maxZoom: 3,
      boxSelectionEnabled: false,
      autounselectify: true,
      userZoomingEnabled: false,
    })
    this.putPictures()
    this.group()
    for (const node of this.people()) {
      const { x, y } = node.position()
      this.around.set(node.id(), (Math.atan2(y, x) + 2.5 * Math.PI) % (2 * Math.PI))
    }
    this.cy.on('tap', (event) => {
      const target = event.target as unknown
      this.choose(target === this.cy ? null : (target as NodeSingular).id())
    })
  }

  private people() {
    return this.cy.nodes('.person')
  }

  private elements(): ElementDefinition[] {
    const all: ElementDefinition[] = rings.map((ring) => ({
      group: 'nodes',
      data: { id: `ring ${ring}`, label: this.names[ring], size: 0 },
      classes: 'ring',
      grabbable: false,
      selectable: false,
    }))
    all.push({ group: 'nodes', data: { id: 'me' }, classes: 'me', grabbable: false })
    for (const { node, bridge } of this.knots)
      all.push({
        group: 'nodes',
        data: {
          id: node.account.id,
          label: nameOf(node.account).split(/\s+/)[0]!.slice(0, 18),
          size: 34 + 16 * node.strength,
        },
        classes: ['person', node.stage, node.quiet && 'quiet', bridge && 'bridge'].filter(Boolean) as string[],
      })
    for (const { node, talksWith } of this.knots)
      for (const other of talksWith)
        if (node.account.id < other.account.id)
          all.push({
            group: 'edges',
            data: { id: `${node.account.id} ${other.account.id}`, source: node.account.id, target: other.account.id },
          })
    return all
  }

  private putPictures(): void {
    const before = this.addresses
    this.addresses = []
    for (const { node } of this.knots) {
      const { account } = node
      let address = account.avatarStatic
      if (!hasPicture(account)) this.addresses.push((address = initialsPicture(account)))
      this.cy.$id(account.id).data('picture', address)
    }
    before.forEach((address) => URL.revokeObjectURL(address))
  }

  // Who talk with each other, together. Starts from a circle, so that the same people always give the same picture.
  private group(): void {
    const people = this.people()
    people.positions((_node, i) => {
      const angle = (2 * Math.PI * i) / people.length
      return { x: 300 * Math.cos(angle), y: 300 * Math.sin(angle) }
    })
    people
      .union(people.connectedEdges())
      .layout({
        name: 'cose',
        animate: false,
        randomize: false,
        fit: false,
        nodeRepulsion: () => 180_000,
        idealEdgeLength: () => 110,
        nodeOverlap: 20,
        gravity: 1.2,
        numIter: this.knots.length > 150 ? 400 : 1000,
      } as cytoscape.CoseLayoutOptions)
      .run()
    const box = people.boundingBox()
    people.shift({ x: -(box.x1 + box.x2) / 2, y: -(box.y1 + box.y2) / 2 })
  }

  private ringPlaces(): Map<string, { x: number; y: number }> {
    const places = new Map<string, { x: number; y: number }>([['me', { x: 0, y: 0 }]])
    let radius = 0
    for (const ring of rings) {
      const ids = this.knots.filter(({ node }) => node.stage === ring).map(({ node }) => node.account.id)
      ids.sort((one, another) => this.around.get(one)! - this.around.get(another)!)
      radius = Math.max(radius ? radius + betweenRings : firstRing, (ids.length * place + nameGap) / (2 * Math.PI))
      this.cy.$id(`ring ${ring}`).data('size', 2 * radius)
      places.set(`ring ${ring}`, { x: 0, y: 0 })
      // All round but for the top, where the name of the ring is.
      const gap = nameGap / radius
      ids.forEach((id, i) => {
        const angle = -Math.PI / 2 + gap / 2 + ((2 * Math.PI - gap) * (i + 0.5)) / ids.length
        places.set(id, { x: radius * Math.cos(angle), y: radius * Math.sin(angle) })
      })
    }
    return places
  }

  arrange(how: Arrangement): void {
    const rest = this.cy.nodes('.ring, .me')
    rest.toggleClass('away', how === 'groups')
    const places = this.ringPlaces()
    if (how === 'groups') {
      const before = new Map(this.people().map((node) => [node.id(), { ...node.position() }]))
      this.group()
      for (const node of this.people()) {
        places.set(node.id(), { ...node.position() })
        node.position(before.get(node.id())!)
      }
    }
    this.cy.stop()
    this.cy
      .nodes()
      .layout({
        name: 'preset',
        positions: (node: string | NodeSingular) => places.get(typeof node === 'string' ? node : node.id())!,
        fit: true,
        padding: 24,
        animate: !this.still.matches,
        animationDuration: 350,
      } as cytoscape.PresetLayoutOptions)
      .run()
  }

  choose(id: string | null): void {
    if (this.chosen === id) return
    this.chosen = id
    this.cy.batch(() => {
      this.cy.elements().removeClass('chosen lit faded')
      if (!id) return
      const node = this.cy.$id(id)
      node.addClass('chosen')
      const near = node.closedNeighborhood()
      near.edges().addClass('lit')
      this.people().difference(near).addClass('faded')
      this.cy.edges().difference(near).addClass('faded')
    })
    if (id) this.show(this.cy.$id(id))
    this.onchoose(id)
  }

  // Moves the picture as far as needed to see it.
  private show(node: NodeSingular): void {
    const box = node.renderedBoundingBox()
    const width = this.cy.width()
    const height = this.cy.height()
    const x = box.x1 < 0 ? -box.x1 : box.x2 > width ? width - box.x2 : 0
    const y = box.y1 < 0 ? -box.y1 : box.y2 > height ? height - box.y2 : 0
    if (x || y) this.cy.panBy({ x, y })
  }

  // The next in that direction from who is chosen; the nearest of all if nobody is.
  step(direction: Direction): void {
    const from = this.chosen ? this.cy.$id(this.chosen) : null
    if (!from?.nonempty()) {
      this.choose(this.knots[0]?.node.account.id ?? null)
      return
    }
    const [ahead, aside, sign] = (
      { up: ['y', 'x', -1], down: ['y', 'x', 1], left: ['x', 'y', -1], right: ['x', 'y', 1] } as const
    )[direction]
    const start = from.position()
    let best: string | null = null
    let least = Infinity
    for (const node of this.people()) {
      const at = node.position()
      const forward = sign * (at[ahead] - start[ahead])
      const sideways = Math.abs(at[aside] - start[aside])
      if (forward < 1 || sideways > 2 * forward) continue
      const cost = forward + 2 * sideways
      if (cost < least) [least, best] = [cost, node.id()]
    }
    if (best) this.choose(best)
  }

  zoom(factor: number): void {
    const level = this.cy.zoom() * factor
    this.cy.zoom({ level, renderedPosition: { x: this.cy.width() / 2, y: this.cy.height() / 2 } })
  }

  fit(): void {
    this.cy.fit(undefined, 24)
  }

  // Whether the wheel and two fingers zoom: not while the reader only scrolls past.
  allowZoom(on: boolean): void {
    this.cy.userZoomingEnabled(on)
  }

  resize(): void {
    this.cy.resize()
    this.fit()
  }

  // After light became dark.
  recolour(): void {
    this.cy.style(look(this.names))
    this.putPictures()
  }

  end(): void {
    this.cy.destroy()
    this.addresses.forEach((address) => URL.revokeObjectURL(address))
    this.container.replaceChildren()
  }
}
