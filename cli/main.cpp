#include <cstdio>
#include <exception>

#include "cli/command_line.h"
#include "cli/exit_status.h"

int main(int argc, char** argv) {
  try {
    return keyward::cli::Run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "error: keyward failed: %s\n", error.what());
  } catch (...) {
    std::fputs("error: keyward failed\n", stderr);
  }
  std::fputs("  = help: this is a fault of keyward, not of your input; please report it\n", stderr);
  return keyward::cli::kOurFault;
}
