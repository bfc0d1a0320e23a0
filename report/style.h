// TextStyle: how text for people is set.
//
// Flow      command line, terminal --TextStyle--> report's text writers
// Promise   without colour no escape sequence is written; without Unicode the frame and the marks
//           are ASCII (names and source lines stay as they are).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace keyward::report {

struct TextStyle {
  bool color = false;
  bool unicode = true;
  size_t width = 100;  // source lines longer than this are shown around their span
};

// Paint: the roles that colours have.
enum class Paint : uint8_t { kError, kWarning, kNote, kGood, kFrame, kStrong, kFaint };

// AppendPainted writes `text` in the colour of `paint`, or plain where the style has no colours.
void AppendPainted(const TextStyle& style, Paint paint, std::string_view text, std::string& out);

// Painted is AppendPainted as a value.
std::string Painted(const TextStyle& style, Paint paint, std::string_view text);

// WithoutTricks is a finished page with everything replaced that could make a terminal lie: control
// characters and characters that reorder text. The style's own colours stay.
std::string WithoutTricks(const TextStyle& style, std::string_view page);

}  // namespace keyward::report
