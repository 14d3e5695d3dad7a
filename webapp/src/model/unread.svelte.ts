// What waits: notifications since the last look, unread conversations, people in Requests.
import { ask, pathWith } from './wire'
import { listen } from './stream'
import type { Conversation, Notification } from './entities'

const counts = $state({ notifications: 0, direct: 0, requests: 0 })
const listeners = new Set<(notification: Notification) => void>()

export const unread = {
  get notifications(): number {
    return counts.notifications
  },
  set notifications(value: number) {
    counts.notifications = value
  },
  get direct(): number {
    return counts.direct
  },
  get requests(): number {
    return counts.requests
  },
}

export async function countRequests(): Promise<void> {
  const { data } = await ask<{ summary: { pendingRequestsCount: number } }>('GET', '/api/v2/notifications/policy')
  counts.requests = data.summary.pendingRequestsCount
}

export async function countDirect(): Promise<void> {
  const { data } = await ask<Conversation[]>('GET', pathWith('/api/v1/conversations', { limit: 40 }))
  counts.direct = data.filter((one) => one.unread).length
}

async function countAll(): Promise<void> {
  const { data } = await ask<{ count: number }>('GET', '/api/v2/notifications/unread_count')
  counts.notifications = data.count
  await Promise.all([countDirect(), countRequests()])
}

export function onNotification(hear: (notification: Notification) => void): () => void {
  listeners.add(hear)
  return () => listeners.delete(hear)
}

export function startUnread(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  // Several at once are one question.
  const count = (wait = 300) => {
    clearTimeout(timer)
    timer = setTimeout(() => void countAll().catch(() => {}), wait)
  }
  count(0)
  listen(
    { stream: 'user' },
    {
      on: ({ event, payload }) => {
        if (event === 'notification') {
          count()
          for (const hear of listeners) hear(payload as Notification)
        } else if (event === 'conversation' || event === 'notifications_merged') count()
      },
      missed: () => count(),
    },
  )
}
