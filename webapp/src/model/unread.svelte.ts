// What waits: notifications since the last look, unread conversations, people in Requests and at the door.
import { ask, kith, pathWith } from './wire'
import { listen } from './stream'
import type { Conversation, Notification } from './entities'

const counts = $state({ notifications: 0, direct: 0, requests: 0, door: 0, known: false })
const listeners = new Set<(notification: Notification) => void>()
const mergeListeners = new Set<() => void>()

export const unread = {
  get notifications(): number {
    return counts.notifications
  },
  set notifications(value: number) {
    counts.notifications = value
  },
  // Whether the server has answered, or could not.
  get known(): boolean {
    return counts.known
  },
  get direct(): number {
    return counts.direct
  },
  get requests(): number {
    return counts.requests
  },
  get door(): number {
    return counts.door
  },
}

export async function countRequests(): Promise<void> {
  const { data } = await ask<{ summary: { pendingRequestsCount: number } }>('GET', '/api/v2/notifications/policy')
  counts.requests = data.summary.pendingRequestsCount
}

export async function countDoor(): Promise<void> {
  counts.door = (await kith.get<{ count: number }>('/door/count')).count
}

export async function countDirect(): Promise<void> {
  const { data } = await ask<Conversation[]>('GET', pathWith('/api/v1/conversations', { limit: 40 }))
  counts.direct = data.filter((one) => one.unread).length
}

async function countAll(): Promise<void> {
  const { data } = await ask<{ count: number }>('GET', '/api/v2/notifications/unread_count')
  counts.notifications = data.count
  await Promise.all([countDirect(), countRequests(), countDoor()])
}

export function onNotification(hear: (notification: Notification) => void): () => void {
  listeners.add(hear)
  return () => listeners.delete(hear)
}

// What waited in Requests has entered the notifications, or went back.
export function onMerged(hear: () => void): () => void {
  mergeListeners.add(hear)
  return () => mergeListeners.delete(hear)
}

// Somebody has begun to wait in Requests, or may have while nobody listened.
export function onHeld(hear: () => void): () => void {
  return listen({ stream: 'kith' }, { on: ({ event }) => event === 'requests_grown' && hear(), missed: hear })
}

export function startUnread(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  // Several at once are one question.
  const count = (wait = 300) => {
    clearTimeout(timer)
    timer = setTimeout(
      () =>
        void countAll()
          .catch(() => {})
          .finally(() => (counts.known = true)),
      wait,
    )
  }
  count(0)
  listen(
    { stream: 'user' },
    {
      on: ({ event, payload }) => {
        if (event === 'notification') {
          count()
          for (const hear of listeners) hear(payload as Notification)
        } else if (event === 'notifications_merged') {
          count()
          for (const hear of mergeListeners) hear()
        } else if (event === 'conversation') count()
      },
      missed: () => count(),
    },
  )
  // What waits in Requests makes no sound.
  onHeld(() => void countRequests().catch(() => {}))
  document.addEventListener('visibilitychange', () => document.hidden || count())
}
