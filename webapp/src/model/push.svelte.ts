// Notifications that this browser shows while Kith is closed: Web Push by the standard API
// (https://docs.joinmastodon.org/methods/push/), received by the service worker.
import { ask, problemOf, Refusal } from './wire'
import { session } from './session.svelte'
import { t } from '../words'

export const pushKinds = [
  'mention',
  'follow',
  'followRequest',
  'favourite',
  'reblog',
  'quote',
  'poll',
  'status',
  'update',
] as const
export type PushKind = (typeof pushKinds)[number]
type Alerts = Record<PushKind, boolean>

interface Subscription {
  endpoint: string
  alerts: Alerts
}

const path = '/api/v1/push/subscription'
// What speaks to me; the rest is a choice.
const first: Alerts = Object.fromEntries(
  pushKinds.map((kind) => [kind, ['mention', 'follow', 'followRequest', 'quote'].includes(kind)]),
) as Alerts

export class Push {
  state = $state<'loading' | 'impossible' | 'denied' | 'off' | 'on'>('loading')
  alerts = $state.raw<Alerts>(first)
  busy = $state(false)

  constructor() {
    void this.look().catch(() => (this.state = 'impossible'))
  }

  private async look(): Promise<void> {
    if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) {
      this.state = 'impossible'
      return
    }
    if (Notification.permission === 'denied') {
      this.state = 'denied'
      return
    }
    // Without a worker there is none to wait for.
    const worker = await navigator.serviceWorker.getRegistration('/')
    if (!worker) {
      this.state = 'impossible'
      return
    }
    const mine = await worker.pushManager.getSubscription()
    const known = mine ? await this.known() : null
    if (mine && known?.endpoint === mine.endpoint) {
      this.alerts = { ...first, ...known.alerts }
      this.state = 'on'
    } else this.state = 'off'
  }

  // What the server knows of this browser.
  private async known(): Promise<Subscription | null> {
    try {
      return (await ask<Subscription>('GET', path)).data
    } catch (thrown) {
      if (problemOf(thrown).status === 404) return null
      throw thrown
    }
  }

  async turnOn(): Promise<void> {
    this.busy = true
    try {
      if ((await Notification.requestPermission()) !== 'granted') {
        this.state = Notification.permission === 'denied' ? 'denied' : 'off'
        return
      }
      const worker = await navigator.serviceWorker.ready
      const mine = await worker.pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: session.instance.configuration.vapid.publicKey,
      })
      const { endpoint, keys } = mine.toJSON()
      try {
        const { data } = await ask<Subscription>('POST', path, {
          subscription: { endpoint, keys, standard: true },
          data: { alerts: this.alerts, policy: 'all' },
        })
        this.alerts = { ...first, ...data.alerts }
      } catch (thrown) {
        await mine.unsubscribe()
        throw thrown
      }
      this.state = 'on'
    } catch (thrown) {
      // The browser's own refusals have no words that help.
      throw thrown instanceof DOMException ? new Refusal(422, t('setPushFailed')) : thrown
    } finally {
      this.busy = false
    }
  }

  async turnOff(): Promise<void> {
    this.busy = true
    try {
      await ask('DELETE', path)
      await (await (await navigator.serviceWorker.ready).pushManager.getSubscription())?.unsubscribe()
      this.state = 'off'
    } finally {
      this.busy = false
    }
  }

  async change(kind: PushKind, on: boolean): Promise<void> {
    const before = this.alerts
    this.alerts = { ...before, [kind]: on }
    try {
      await ask('PUT', path, { data: { alerts: this.alerts } })
    } catch (thrown) {
      this.alerts = before
      throw thrown
    }
  }
}
