// The process in which hostile files are decoded: the program runs itself again as `kith media-worker …`.
#pragma once

namespace kith::media {

// argv[0] is the program, argv[1] the hidden command's name, what follows was written by media::process. Limits itself
// (media/sandbox.hpp), does one task, writes key=value lines to stdout. Returns the exit code.
int worker_main(int argc, char** argv);

} // namespace kith::media
