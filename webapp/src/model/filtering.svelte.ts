// Which post the window "Filter this post" is about, if it is open.
import type { Post } from './posts.svelte'

let about = $state.raw<Post | null>(null)

export const filtering = {
  get about(): Post | null {
    return about
  },
}

export function openFilterPost(post: Post): void {
  about = post
}

export function closeFilterPost(): void {
  about = null
}
