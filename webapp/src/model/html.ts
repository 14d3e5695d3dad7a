// Text that servers send as HTML, made into nodes by an allow-list, with this app's own links and custom emojis. The
// server cleans it too; this is the second lock.
import type { Emoji, Status } from './entities'

const allowed = new Set(
  'P BR SPAN A DEL S PRE CODE EM I B STRONG U UL OL LI BLOCKQUOTE H1 H2 H3 H4 H5 H6 RUBY RT RP'.split(' '),
)
const keptClasses = new Set(['invisible', 'ellipsis', 'quote-inline', 'hashtag', 'mention', 'u-url', 'h-card'])

export interface RichContext {
  emojis?: Emoji[]
  mentions?: Status['mentions']
  // Leave out the names that the text begins with, where it is clear whom it is for.
  withoutAddress?: boolean
}

export function emojiNodes(text: string, emojis: Emoji[] | undefined): (Node | string)[] {
  if (!emojis?.length || !text.includes(':')) return [text]
  const nodes: (Node | string)[] = []
  let rest = 0
  for (const found of text.matchAll(/:([A-Za-z0-9_]+):/g)) {
    const emoji = emojis.find(({ shortcode }) => shortcode === found[1])
    if (!emoji) continue
    nodes.push(text.slice(rest, found.index))
    const image = document.createElement('img')
    image.className = 'emoji'
    image.src = matchMedia('(prefers-reduced-motion: reduce)').matches ? emoji.staticUrl : emoji.url
    image.alt = image.title = found[0]
    image.draggable = false
    nodes.push(image)
    rest = found.index + found[0].length
  }
  nodes.push(text.slice(rest))
  return nodes
}

function addressOf(link: HTMLAnchorElement, context: RichContext): { href: string; ours: boolean } | null {
  const raw = link.getAttribute('href') ?? ''
  let url: URL
  try {
    url = new URL(raw, location.origin)
  } catch {
    return null
  }
  if (!/^(https?|mailto|gemini|xmpp|matrix):$/.test(url.protocol)) return null
  const mention = context.mentions?.find((one) => one.url === raw)
  if (mention) return { href: '/@' + mention.acct, ours: true }
  const text = link.textContent ?? ''
  if (/\bhashtag\b/.test(link.className) || link.rel.split(' ').includes('tag'))
    if (text.startsWith('#')) return { href: '/tags/' + encodeURIComponent(text.slice(1)), ours: true }
  if (url.origin === location.origin) return { href: url.pathname + url.search + url.hash, ours: true }
  return { href: url.href, ours: false }
}

function copy(from: Node, to: Node, context: RichContext): void {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      for (const part of emojiNodes(node.textContent ?? '', context.emojis))
        to.appendChild(typeof part === 'string' ? document.createTextNode(part) : part)
      continue
    }
    if (!(node instanceof HTMLElement)) continue
    if (!allowed.has(node.tagName)) {
      if (!['SCRIPT', 'STYLE', 'TEMPLATE', 'IFRAME', 'OBJECT', 'SVG', 'MATH'].includes(node.tagName.toUpperCase()))
        copy(node, to, context)
      continue
    }
    const made = document.createElement(node.tagName)
    const classes = [...node.classList].filter((name) => keptClasses.has(name))
    if (classes.length) made.className = classes.join(' ')
    if (node.lang) made.lang = node.lang
    if (made instanceof HTMLAnchorElement) {
      const address = addressOf(node as HTMLAnchorElement, context)
      if (address) {
        made.href = address.href
        if (!address.ours) {
          made.target = '_blank'
          made.rel = 'noopener noreferrer nofollow ugc'
        }
      }
    }
    copy(node, made, context)
    to.appendChild(made)
  }
}

function dropAddress(first: Element | null): void {
  while (first?.firstChild) {
    const node = first.firstChild
    const isName = node instanceof HTMLElement && (node.matches('.h-card, .mention') || node.querySelector('.mention'))
    if (!isName && node.textContent?.trim()) {
      if (node.nodeType === Node.TEXT_NODE) node.textContent = node.textContent.trimStart()
      return
    }
    node.remove()
  }
}

export function richNodes(html: string, context: RichContext): DocumentFragment {
  const parsed = new DOMParser().parseFromString(html, 'text/html')
  const fragment = document.createDocumentFragment()
  copy(parsed.body, fragment, context)
  if (context.withoutAddress) dropAddress(fragment.firstElementChild)
  return fragment
}

// The words alone, for labels and summaries.
export function plainText(html: string): string {
  const parsed = new DOMParser().parseFromString(html.replace(/<(br|\/p)[^>]*>/g, ' '), 'text/html')
  return (parsed.body.textContent ?? '').replace(/\s+/g, ' ').trim()
}
