// ByteStream: a text as ANTLR's input, one symbol a byte.
//
// Promise   token indexes are byte offsets; no copy, no decoding, no exception. The grammars treat
//           all bytes above 0x7E alike, so that UTF-8 need not be decoded; they show as 0x7F,
//           because ANTLR's lexer remembers its transitions for 7-bit symbols only.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "CharStream.h"
#include "misc/Interval.h"

namespace keyward::grammar::antlr {

class ByteStream final : public antlr4::CharStream {
 public:
  explicit ByteStream(std::string_view text = {}) : text_(text) {}

  void consume() override { ++at_; }
  size_t LA(ssize_t i) override {
    const size_t index = i > 0 ? at_ + static_cast<size_t>(i) - 1 : at_ - static_cast<size_t>(-i);
    if (index >= text_.size()) return antlr4::IntStream::EOF;
    return std::min<size_t>(static_cast<unsigned char>(text_[index]), 0x7F);
  }
  ssize_t mark() override { return 0; }
  void release(ssize_t) override {}
  size_t index() override { return at_; }
  void seek(size_t index) override { at_ = index; }
  size_t size() override { return text_.size(); }
  std::string getSourceName() const override { return "policy"; }
  std::string getText(const antlr4::misc::Interval& interval) override {
    const size_t begin = static_cast<size_t>(interval.a);
    return std::string(text_.substr(begin, static_cast<size_t>(interval.b) - begin + 1));
  }
  std::string toString() const override { return std::string(text_); }

 private:
  std::string_view text_;
  size_t at_ = 0;
};

}  // namespace keyward::grammar::antlr
