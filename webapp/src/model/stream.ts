// One connection for everything live. Pages say what they listen to; after a break they are told to look for what they
// missed.
import { camel } from './wire'

export interface LiveEvent {
  stream: string[]
  event: string
  payload: unknown // in camelCase when it was JSON
}
export interface Channel {
  stream: string // "user", "public:local", "hashtag", "list"
  tag?: string
  list?: string
}
export interface Listener {
  on: (event: LiveEvent) => void
  missed?: () => void
}

interface Subscription {
  channel: Channel
  listeners: Set<Listener>
}

const quietEnds = 4 * 60_000
const firstMoment = 1000
const subscriptions = new Map<string, Subscription>()
let socket: WebSocket | null = null
let attempts = 0
let deafSince: number | null = null // what pages ask for themselves as they open covers the first moment
let timer: ReturnType<typeof setTimeout> | undefined

// As the server names a channel in its events, but for how a hashtag is spelled: "Café" and "cafe" are one.
function nameOf(names: readonly (string | undefined)[]): string {
  return names.filter(Boolean).join(' ').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

function send(type: 'subscribe' | 'unsubscribe', channel: Channel): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type, ...channel }))
}

function receive(text: string): void {
  let message: LiveEvent
  try {
    const raw = JSON.parse(text) as { stream?: string[]; event?: string; payload?: unknown }
    if (!raw.event) return
    let payload = raw.payload
    if (typeof payload === 'string' && /^[[{]/.test(payload)) payload = camel(JSON.parse(payload))
    message = { stream: raw.stream ?? [], event: raw.event, payload }
  } catch {
    return
  }
  const found = subscriptions.get(nameOf(message.stream))
  for (const listener of found?.listeners ?? []) listener.on(message)
}

function connect(): void {
  clearTimeout(timer)
  if (socket || subscriptions.size === 0 || !navigator.onLine) return
  const mine = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/streaming`)
  socket = mine
  deafSince ??= performance.now()
  mine.onopen = () => {
    attempts = 0
    for (const { channel } of subscriptions.values()) send('subscribe', channel)
    const late = performance.now() - (deafSince ?? 0) > firstMoment
    deafSince = -Infinity // from now on every connection comes after a break
    if (!late) return
    for (const { listeners } of subscriptions.values()) for (const listener of listeners) listener.missed?.()
  }
  mine.onmessage = ({ data }) => receive(String(data))
  mine.onclose = () => {
    if (socket !== mine) return
    socket = null
    const wait = Math.min(60_000, 1000 * 2 ** attempts++) * (0.7 + Math.random() * 0.6)
    timer = setTimeout(connect, document.hidden ? Math.max(wait, 20_000) : wait)
  }
}

window.addEventListener('online', connect)
// A page that nobody looks at for long lets go of its connection.
let hiddenTimer: ReturnType<typeof setTimeout> | undefined
document.addEventListener('visibilitychange', () => {
  clearTimeout(hiddenTimer)
  if (!document.hidden) return connect()
  hiddenTimer = setTimeout(() => {
    const open = socket
    socket = null
    open?.close()
  }, quietEnds)
})

// Gives the way to stop.
export function listen(channel: Channel, listener: Listener): () => void {
  const name = nameOf([channel.stream, channel.tag ?? channel.list])
  let subscription = subscriptions.get(name)
  if (!subscription) {
    subscription = { channel, listeners: new Set() }
    subscriptions.set(name, subscription)
    send('subscribe', channel)
  }
  subscription.listeners.add(listener)
  connect()
  return () => {
    subscription.listeners.delete(listener)
    if (subscription.listeners.size > 0 || subscriptions.get(name) !== subscription) return
    subscriptions.delete(name)
    send('unsubscribe', channel)
  }
}
