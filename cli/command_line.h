// Run: the keyward command, from its arguments to its exit status.
//
// Flow      arguments --CLI11--> one verb's options --its function--> output, exit status
// Promise   wrong arguments give a message and status 2; the verbs' files know nothing of each other.
#pragma once

namespace keyward::cli {

// Run parses the arguments and runs the verb.
int Run(int argc, char** argv);

}  // namespace keyward::cli
