// ReadHost: a fast span-keeping JSON reader for host files (scenarios, plans, requests a line).
//
// Flow      host text --ReadHost--> SyntaxTree
// Promise   one pass, explicit stack, no allocation once the tree's buffers are warm; strict RFC
//           8259; stops at the first error. Builds the same tree as Parse for the same text.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/source.h"
#include "grammar/syntax_tree.h"

namespace keyward::grammar {

// HostLimits: depth of nested objects and arrays; bytes are limited by Source.
struct HostLimits {
  int max_depth = 64;
};

// HostSyntaxError: the first place where the text is not JSON, and what was expected there.
struct HostSyntaxError {
  Span span;
  std::string message;
};

// ReadHost fills `tree` (cleared first) from `text`, which must be valid UTF-8 or is refused.
// Returns nothing on success.
std::optional<HostSyntaxError> ReadHost(std::string_view text, SyntaxTree& tree,
                                        const HostLimits& limits = {});

// ReadHostFile is ReadHost for a whole Source, its failure an Error with file and position.
Result<SyntaxTree> ReadHostFile(const Source& source, const HostLimits& limits = {});

// StringSegments maps the decoded content of the JSON string token at `span` (quotes included) of
// `text` back to `text`, for Source::Embed and for carets inside strings.
std::vector<Segment> StringSegments(std::string_view text, Span span);

// SpanInString is the span in `text` of bytes [begin, end) of the decoded content of the string
// token at `span`.
Span SpanInString(std::string_view text, Span span, uint32_t begin, uint32_t end);

// EmbedString makes the Source of a policy that stands in the JSON string `node` of `host`.
SourcePtr EmbedString(const SourcePtr& host, const SyntaxTree& tree, NodeId node);

}  // namespace keyward::grammar
