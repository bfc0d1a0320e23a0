// OneOf: an option's value is one of a few words.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <utility>
#include <vector>

namespace keyward::cli {

// OneOf checks the value without repeating the words in the help, where the option's text has them.
inline CLI::Validator OneOf(std::vector<std::string> words) {
  CLI::Validator check = CLI::IsMember(std::move(words));
  check.description("");
  return check;
}

}  // namespace keyward::cli
