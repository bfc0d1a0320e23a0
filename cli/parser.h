// CLI::App, declared only, so that no more files than must be read CLI11's headers.
#pragma once

namespace CLI {  // NOLINT(readability-identifier-naming): the library's name
class App;
}  // namespace CLI
