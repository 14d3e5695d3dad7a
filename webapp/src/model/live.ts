// Posts that change or vanish elsewhere do so on every page, whatever else the page listens to.
import { knownPost, postOf } from './posts.svelte'
import { listen } from './stream'
import type { Status } from './entities'

export function startLive(): void {
  listen(
    { stream: 'user' },
    {
      on: ({ event, payload }) => {
        if (event === 'status.update' && knownPost((payload as Status).id)) postOf(payload as Status)
        else if (event === 'delete') knownPost(String(payload))?.vanish()
      },
    },
  )
}
