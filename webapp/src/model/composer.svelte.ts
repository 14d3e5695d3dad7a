// What is being written: one editor at a time, kept on this device until it is sent or thrown away.
import { DraftCheck } from './check.svelte'
import { ask, isNudge, Refusal } from './wire'
import { complain, say, wordsFor } from './notices.svelte'
import { forgetDraft, putDraft } from './drafts'
import { go } from './router.svelte'
import { postOf } from './posts.svelte'
import { session } from './session.svelte'
import type { Account, Media, Status, Visibility } from './entities'
import { fullTime } from '../words/times'
import { t } from '../words'

export interface PollDraft {
  options: string[]
  multiple: boolean
  hideTotals: boolean
  expiresIn: number // seconds
}

export interface Draft {
  id: string
  at: number
  text: string
  spoiler: string | null // null: no warning
  visibility: Visibility
  sensitive: boolean
  language: string
  media: Media[]
  poll: PollDraft | null
  scheduledAt: string // local time as <input type=datetime-local> has it; empty: now
  quotePolicy: string
  replyTo: Status | null
  quoting: Status | null
  editing: string | null // the id of the status that is changed
  replacing?: string // the id of the scheduled post that this takes the place of
}

// An upload on its way, or one that failed.
export interface Uploading {
  key: number
  name: string
  progress: number // 0 to 1
  problem: string
  stop: AbortController
}

type Occasion =
  | { reply: Status }
  | { quote: Status }
  | { mention: Account }
  | { direct: Account; text?: string }
  | { edit: Status & { text?: string | null } }
  | { again: Status & { text?: string | null }; replyTo: Status | null }
  | { draft: Draft }
  | { asItIs: Draft } // nothing is lost if nothing is changed
  | { text?: string }

const posted = new Set<(status: Status) => void>()
export function onPosted(hear: (status: Status) => void): () => void {
  posted.add(hear)
  return () => posted.delete(hear)
}

const scheduled = new Set<() => void>()
// When there are other scheduled posts than before.
export function onScheduled(hear: () => void): () => void {
  scheduled.add(hear)
  return () => scheduled.delete(hear)
}

const range: Visibility[] = ['public', 'unlisted', 'private', 'direct']
function narrower(a: Visibility, b: Visibility): Visibility {
  return range[Math.max(range.indexOf(a), range.indexOf(b))] ?? a
}

export function newDraftId(): string {
  return Math.random().toString(36).slice(2)
}

function empty(): Draft {
  const { source } = session.me
  return {
    id: newDraftId(),
    at: Date.now(),
    text: '',
    spoiler: null,
    visibility: (source.privacy as Visibility | null) ?? 'public',
    sensitive: source.sensitive ?? false,
    language: source.language || navigator.language.slice(0, 2),
    media: [],
    poll: null,
    scheduledAt: '',
    quotePolicy: source.quotePolicy || 'public',
    replyTo: null,
    quoting: null,
    editing: null,
  }
}

// Whom a reply names: its author, and those whom they named, but not oneself.
function mentionsFor(status: Status): string {
  const accts = [status.account.acct, ...status.mentions.map(({ acct }) => acct)]
  const others = [...new Set(accts)].filter((acct) => acct !== session.me.acct)
  return others.map((acct) => `@${acct} `).join('')
}

// Null: it could not be quoted anyhow.
function quotePolicyOf({ visibility, quoteApproval }: Status): string | null {
  if (visibility !== 'public' && visibility !== 'unlisted') return null
  return ['public', 'followers'].find((one) => quoteApproval?.automatic.includes(one)) ?? 'nobody'
}

// What would be lost with a new post; of one that exists, every change.
function worthOf(draft: Draft): string {
  if (draft.editing || draft.replacing) return JSON.stringify({ ...draft, at: 0 })
  const media = draft.media.map(({ id, description }) => [id, description])
  const poll = draft.poll?.options.some((one) => one.trim()) ? draft.poll : null
  return JSON.stringify([draft.text.trim(), draft.spoiler?.trim() ?? '', media, poll])
}

// A draft as the editor would begin with it.
export function begin(occasion: Occasion): Draft {
  const draft = empty()
  if ('draft' in occasion) return { ...draft, ...occasion.draft }
  if ('asItIs' in occasion) return { ...draft, ...occasion.asItIs }
  if ('reply' in occasion) {
    const { reply } = occasion
    draft.text = mentionsFor(reply)
    draft.replyTo = reply
    draft.visibility = narrower(draft.visibility, reply.visibility)
    draft.language = reply.language || draft.language
    if (reply.spoilerText) draft.spoiler = reply.spoilerText
  } else if ('quote' in occasion) {
    draft.quoting = occasion.quote
    if (occasion.quote.visibility === 'private') draft.visibility = narrower(draft.visibility, 'private')
  } else if ('mention' in occasion) {
    draft.text = `@${occasion.mention.acct} `
  } else if ('direct' in occasion) {
    draft.text = `@${occasion.direct.acct} ${occasion.text ?? ''}`
    draft.visibility = 'direct'
  } else if ('edit' in occasion || 'again' in occasion) {
    const editing = 'edit' in occasion
    const status = editing ? occasion.edit : occasion.again
    draft.text = status.text ?? ''
    draft.spoiler = status.spoilerText || null
    draft.visibility = status.visibility
    draft.sensitive = status.sensitive
    draft.language = status.language || draft.language
    draft.media = status.mediaAttachments
    draft.quoting = (status.quote?.quotedStatus as Status | undefined) ?? null
    draft.editing = editing ? status.id : null
    if (!editing) {
      draft.replyTo = occasion.replyTo
      draft.quotePolicy = quotePolicyOf(status) ?? draft.quotePolicy
    }
    if (status.poll)
      draft.poll = {
        options: status.poll.options.map(({ title }) => title),
        multiple: status.poll.multiple,
        hideTotals: false,
        expiresIn: 86_400,
      }
  } else if ('text' in occasion && occasion.text) draft.text = occasion.text
  return draft
}

let draft = $state<Draft | null>(null)
let started = '' // what it was worth before anything was written; empty: nothing of it is anywhere else
let uploads = $state<Uploading[]>([])
let sending = $state(false)
let scheduling = $state(false)
let problem = $state('')
let nudged = $state('') // the text that came back once

// What is noticed about the draft in the editor.
export const check = new DraftCheck()

export const composer = {
  get draft(): Draft | null {
    return draft
  },
  get uploads(): Uploading[] {
    return uploads
  },
  get sending(): boolean {
    return sending
  },
  get problem(): string {
    return problem
  },
  // Whether it goes out later, even while no whole time is in the field.
  get scheduling(): boolean {
    return scheduling
  },
  // It came back with what to think about; sent again as it is, it goes out.
  get nudged(): boolean {
    return draft !== null && nudged !== '' && nudged === draft.text
  },
  // Whether anything would be lost.
  get touched(): boolean {
    if (!draft) return false
    const worth = worthOf(draft)
    return started ? worth !== started : worth !== worthOf({ ...draft, text: '', spoiler: null, media: [], poll: null })
  },
}

export function compose(occasion: Occasion): void {
  if (draft) return
  draft = begin(occasion)
  started = 'draft' in occasion || 'again' in occasion ? '' : worthOf(draft)
  scheduling = draft.scheduledAt !== ''
  uploads = []
  problem = nudged = ''
  check.found = null
  if (!started) keepDraft()
}

// Empty: it goes out at once.
export function scheduleFor(time: string): void {
  if (!draft) return
  draft.scheduledAt = time
  scheduling = time !== ''
}

// --- drafts ---

// Keeps what is in the editor. Called a moment after each change.
export function keepDraft(): void {
  if (!draft || draft.editing) return
  if (composer.touched) putDraft({ ...$state.snapshot(draft), at: Date.now() } as Draft)
  else forgetDraft(draft.id) // what was written is erased
}

export function closeComposer(keep: boolean): void {
  if (!draft || sending) return
  if (keep) keepDraft()
  else forgetDraft(draft.id)
  for (const { stop } of uploads) stop.abort()
  draft = null
  check.stop()
}

// --- length ---

const urls = /https?:\/\/[^\s]+/g
const remoteMention = /(@[A-Za-z0-9_]+)@[A-Za-z0-9.-]+[A-Za-z0-9]/g
const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter() : null

// As the server counts: characters as people see them, a link as 23, of a handle only the name.
export function lengthOf(text: string, perUrl: number): number {
  const plain = text.replace(urls, 'x'.repeat(perUrl)).replace(remoteMention, '$1')
  return segmenter ? [...segmenter.segment(plain)].length : [...plain].length
}

// What is left of the length of a post in a message to one person, whose handle is part of it.
export function roomFor(text: string, { acct }: Account): number {
  const limits = session.instance.configuration.statuses
  const whole = text.includes('@' + acct) ? text : `@${acct} ${text}`
  return limits.maxCharacters - lengthOf(whole.trim(), limits.charactersReservedPerUrl)
}

// --- media ---

let lastUpload = 0

// A proxy in between answers with a page instead.
function uploaded(answer: string): { id?: string; error?: string } {
  try {
    return (JSON.parse(answer) ?? {}) as { id?: string; error?: string }
  } catch {
    return {}
  }
}

// With progress, which fetch does not tell.
function upload(file: File, signal: AbortSignal, onProgress: (share: number) => void): Promise<Media> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/api/v2/media')
    request.setRequestHeader('X-Kith-App', 'web')
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0)
    request.onerror = () => reject(new TypeError('no connection'))
    request.onabort = () => reject(new DOMException('', 'AbortError'))
    signal.addEventListener('abort', () => request.abort())
    request.onload = () => {
      const { status } = request
      const data = uploaded(request.responseText)
      const said = data.error ?? (status === 413 ? 'This file is too large.' : '')
      if (status >= 300 || !data.id) reject(new Refusal(status, said))
      else ask<Media>('GET', `/api/v1/media/${data.id}`).then(({ data: media }) => resolve(media), reject)
    }
    const form = new FormData()
    form.set('file', file)
    request.send(form)
  })
}

// Films take a while after they arrived; until then they have no address.
async function whenReady(media: Media, signal: AbortSignal): Promise<Media> {
  for (let tries = 0; !media.url && tries < 60 && !signal.aborted; tries++) {
    await new Promise((done) => setTimeout(done, 1500))
    media = (await ask<Media>('GET', `/api/v1/media/${media.id}`)).data
  }
  return media
}

export async function attach(files: Iterable<File>): Promise<void> {
  if (!draft || sending) return
  const target = draft
  const most = session.instance.configuration.statuses.maxMediaAttachments
  const all = [...files]
  const room = Math.max(0, most - target.media.length - uploads.length)
  if (all.length > room) say(t('filesLeftOut', { count: all.length - room, most }), undefined, true)
  for (const file of all.slice(0, room)) {
    uploads.push({ key: ++lastUpload, name: file.name, progress: 0, problem: '', stop: new AbortController() })
    const one = uploads.at(-1)!
    const { signal } = one.stop
    void upload(file, signal, (share) => (one.progress = share))
      .then((media) => whenReady(media, signal))
      .then((media) => {
        if (signal.aborted) return
        target.media.push(media)
        uploads = uploads.filter(({ key }) => key !== one.key)
        keepDraft()
      })
      .catch((thrown: unknown) => {
        one.problem = thrown instanceof Refusal && thrown.message ? wordsFor(thrown) : t('uploadFailed')
      })
  }
}

export function dismissUpload(key: number): void {
  uploads.find((one) => one.key === key)?.stop.abort()
  uploads = uploads.filter((one) => one.key !== key)
}

export function detach(id: string): void {
  if (draft) draft.media = draft.media.filter((one) => one.id !== id)
}

export async function describe(id: string, description: string, focus: { x: number; y: number }): Promise<void> {
  if (!draft) return
  const before = draft.media.find((one) => one.id === id)
  if (!before) return
  const place = `${focus.x.toFixed(2)},${focus.y.toFixed(2)}`
  try {
    // What is part of a post already changes with the post; what is not, on its own.
    let after: Media = { ...before, description, meta: { ...before.meta, focus } }
    if (!draft.editing) after = (await ask<Media>('PUT', `/api/v1/media/${id}`, { description, focus: place })).data
    draft.media = draft.media.map((one) => (one.id === id ? after : one))
    keepDraft()
  } catch (thrown) {
    complain(thrown)
  }
}

// --- sending ---

function body(from: Draft): Record<string, unknown> {
  const all: Record<string, unknown> = {
    status: from.text,
    spoilerText: from.spoiler ?? '',
    sensitive: from.sensitive || Boolean(from.spoiler),
    language: from.language || undefined,
    mediaIds: from.media.map(({ id }) => id),
  }
  if (from.poll)
    all.poll = {
      options: from.poll.options.map((one) => one.trim()).filter(Boolean),
      expiresIn: from.poll.expiresIn,
      multiple: from.poll.multiple,
      hideTotals: from.poll.hideTotals,
    }
  if (from.editing) {
    all.mediaAttributes = from.media.map(({ id, description, meta }) => ({
      id,
      description: description ?? '',
      focus: meta?.focus ? `${meta.focus.x.toFixed(2)},${meta.focus.y.toFixed(2)}` : '0,0',
    }))
    return all
  }
  all.visibility = from.visibility
  all.inReplyToId = from.replyTo?.id
  all.quotedStatusId = from.quoting?.id
  if (from.visibility === 'public' || from.visibility === 'unlisted') all.quoteApprovalPolicy = from.quotePolicy
  if (from.scheduledAt) all.scheduledAt = new Date(from.scheduledAt).toISOString()
  all.replacesScheduledId = from.replacing
  return all
}

// Sends any draft; what the server answers. `confirm`: further members for the request, as another door may ask for.
export async function submit(from: Draft, confirm: Record<string, unknown> = {}): Promise<Status> {
  const request = { ...body(from), ...confirm }
  const { data } = from.editing
    ? await ask<Status>('PUT', `/api/v1/statuses/${from.editing}`, request)
    : await ask<Status>('POST', '/api/v1/statuses', request)
  if (from.editing) postOf(data).take(data)
  else if (!from.scheduledAt) {
    postOf(data)
    for (const hear of posted) hear(data)
  }
  return data
}

export async function send(): Promise<void> {
  if (!draft || sending) return
  sending = true
  problem = ''
  if (nudged !== draft.text) await check.settle()
  const sent = $state.snapshot(draft) as Draft
  try {
    const status = await submit(sent)
    forgetDraft(sent.id)
    draft = null
    check.stop()
    if (sent.editing) say(t('saved'))
    else if (sent.scheduledAt) {
      const time = fullTime(new Date(sent.scheduledAt).toISOString())
      say(t('scheduledFor', { time }), { label: t('show'), run: () => go('/scheduled') })
    } else say(t('posted'), { label: t('show'), run: () => go(postOf(status).address) })
  } catch (thrown) {
    // The scheduled post that it was to replace is gone.
    if (draft && thrown instanceof Refusal && thrown.status === 410) draft.replacing = undefined
    keepDraft()
    if (isNudge(thrown)) nudged = sent.text
    else if (thrown instanceof Refusal && thrown.status < 500) problem = wordsFor(thrown)
    else complain(thrown)
  }
  if (sent.scheduledAt || sent.replacing) for (const hear of scheduled) hear()
  sending = false
}
