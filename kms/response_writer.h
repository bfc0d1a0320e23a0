// WriteResponse: the Document that an operation answers --> its JSON body.
//
// Flow      operation --> Document --WriteResponse--> ResponseText --> the wire
// Promise   members in the model's order, blobs in base64, timestamps as seconds with milliseconds
//           (K6.2). A ResponseText overwrites every piece of memory it gives back, since an answer
//           may carry plaintext.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "kms/operation.h"
#include "kms/value.h"

namespace keyward::kms {

// ResponseText: a growing text that cleanses its memory when it grows, is cleared or dies. Moving
// from one leaves it empty.
class ResponseText {
 public:
  ResponseText() = default;
  ResponseText(ResponseText&& other) noexcept;
  ResponseText& operator=(ResponseText&& other) noexcept;
  ResponseText(const ResponseText&) = delete;
  ResponseText& operator=(const ResponseText&) = delete;
  ~ResponseText() { Wipe(); }

  // view reads the text; valid until the next change.
  std::string_view view() const { return {text_.get(), size_}; }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  void push_back(char c) { Extend(1)[0] = c; }
  void append(const char* text, size_t size);
  ResponseText& operator+=(std::string_view text);

  // Extend adds `size` characters, to be filled by the caller before the next change.
  std::span<char> Extend(size_t size);

  // clear cleanses the text and keeps the memory for the next one.
  void clear();

 private:
  void Wipe();

  std::unique_ptr<char[]> text_;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

// WriteResponse appends the body; nothing for an operation whose answer has none (K6.3). A member
// that the model does not know, or of another type than it says, is a fault of ours.
void WriteResponse(Operation operation, const Document& response, ResponseText& out);

}  // namespace keyward::kms
