// A poll that is looked at is asked for again: others vote meanwhile, and no stream tells of it.
import { problemOf } from './wire'
import type { Post } from './posts.svelte'

const every = 20_000
const endsSoon = 2000 // after its end, until the server has counted

export function freshPoll(post: Post): (node: HTMLElement) => () => void {
  return (node) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let seen = false
    let asked = performance.now()

    function later(): void {
      clearTimeout(timer)
      const { poll } = post.status
      if (!seen || document.hidden || !poll || poll.expired) return
      const end = poll.expiresAt ? Date.parse(poll.expiresAt) - Date.now() + endsSoon : Infinity
      const due = asked + every - performance.now()
      timer = setTimeout(() => void refresh(), Math.max(0, Math.min(due, end > 0 ? end : due)))
    }
    async function refresh(): Promise<void> {
      asked = performance.now()
      try {
        await post.refreshPoll()
      } catch (thrown) {
        if (problemOf(thrown).status === 404) return
      }
      later()
    }

    const watcher = new IntersectionObserver((entries) => {
      seen = entries.at(-1)?.isIntersecting ?? false
      later()
    })
    watcher.observe(node)
    document.addEventListener('visibilitychange', later)
    return () => {
      clearTimeout(timer)
      watcher.disconnect()
      document.removeEventListener('visibilitychange', later)
    }
  }
}
