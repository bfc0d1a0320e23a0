// MemberWriter: the members of one JSON object, appended to a text.
//
// Promise   puts the commas; the braces are the caller's. Names must need no escapes.
#pragma once

#include <string>
#include <string_view>

#include "kms/wire/json_text.h"

namespace keyward::kms {

class MemberWriter {
 public:
  explicit MemberWriter(std::string& out) : out_(out) {}

  // Raw begins a member; the caller writes its value.
  void Raw(std::string_view name) {
    out_ += first_ ? "\"" : ",\"";
    first_ = false;
    out_ += name;
    out_ += "\":";
  }

  // Text writes a member; none for an empty text.
  void Text(std::string_view name, std::string_view text) {
    if (text.empty()) return;
    Raw(name);
    AppendJsonString(text, out_);
  }

  // Literal writes a member whose value is JSON already.
  void Literal(std::string_view name, std::string_view json) {
    Raw(name);
    out_ += json;
  }

 private:
  std::string& out_;
  bool first_ = true;
};

}  // namespace keyward::kms
