#include "report/error_text.h"

#include <array>
#include <fmt/format.h>

#include "report/findings_text.h"
#include "report/json_writer.h"
#include "report/snippet.h"

namespace keyward::report {
namespace {

// In the order of ErrorCode.
constexpr std::array<std::string_view, 6> kCodes = {"notFound",    "unreadable",   "tooLarge",
                                                    "invalidUtf8", "invalidInput", "internal"};

void AppendPlace(const Error& error, const TextStyle& style, const Source* source,
                 std::string& out) {
  if (source != nullptr && error.position && source->host() == nullptr &&
      source->name() == error.file) {
    const uint32_t offset = error.position->offset;
    AppendSnippet(*source, {Mark{Span{offset, offset}, "", true}}, style, out);
    return;
  }
  if (error.file.empty()) return;
  AppendPainted(style, Paint::kFrame, " -->", out);
  out += fmt::format(" {}", error.file);
  if (error.position) out += fmt::format(":{}:{}", error.position->line, error.position->column);
  out += '\n';
}

}  // namespace

std::string ErrorText(const Error& error, const TextStyle& style, const Source* source) {
  std::string out;
  AppendPainted(style, Paint::kError, "error", out);
  AppendPainted(style, Paint::kStrong, ": " + error.message, out);
  out += '\n';
  AppendPlace(error, style, source, out);
  if (!error.help.empty()) {
    AppendPainted(style, Paint::kFrame, "  = ", out);
    AppendPainted(style, Paint::kStrong, "help", out);
    out += fmt::format(": {}\n", error.help);
  }
  return WithoutTricks(style, out);
}

std::string DiagnosticsText(const Source& source, const Diagnostics& diagnostics,
                            const TextStyle& style) {
  std::string out;
  for (const Diagnostic& one : diagnostics) {
    if (!out.empty()) out += '\n';
    AppendFindingText(source, one, style, out);
  }
  return WithoutTricks(style, out);
}

void AppendErrorJson(const Error& error, std::string& out) {
  JsonWriter json(out);
  json.BeginObject();
  json.MemberObject("error");
  json.Member("code", kCodes[static_cast<size_t>(error.code)]);
  json.Member("message", error.message);
  if (!error.file.empty()) json.Member("file", error.file);
  if (error.position) {
    json.MemberNumber("line", error.position->line);
    json.MemberNumber("column", error.position->column);
  }
  if (!error.help.empty()) json.Member("help", error.help);
  json.EndObject();
  json.EndObject();
}

}  // namespace keyward::report
