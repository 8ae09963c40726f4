package org.dosync.benchmarks;

import java.awt.Color;
import java.awt.Font;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts that fit on a phone. Axes of numbers are logarithmic. */
final class Charts {
  /** What CSS replaces by the colour of text. */
  static final Color INK = new Color(1, 2, 3);

  /** What CSS replaces by a weaker one. */
  static final Color LINE = new Color(4, 5, 6);

  private static final Color NONE = new Color(0, 0, 0, 0);
  static final int WIDTH = 360;
  static final int HEIGHT = 250;

  /** Readable on white and on black; the colours of a system are the same everywhere. */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x2F80ED),
          new Color(0x27A567),
          new Color(0xE0533D),
          new Color(0xB07CE8),
          new Color(0xC98A1B),
          new Color(0x2FA8A8),
          new Color(0x8A8F98));

  private static final List<String> SYSTEMS =
      List.of("Dosync", "Clojure", "Scala", "Multiverse", "Lock", Trial.NARAYANA, "");

  private static final Map<String, String> LIKE =
      Map.of("Pekko", "Scala", "Executor", "Lock", "Completable", "Lock", "Concurrent", "Lock");

  private Charts() {}

  /** As a chart has it. */
  static String css(Color colour) {
    return "rgb(%d,%d,%d)".formatted(colour.getRed(), colour.getGreen(), colour.getBlue());
  }

  /** Bars beside each other for each category, and a line at 1. */
  static String bars(
      String id, String title, List<String> categories, Map<String, List<Double>> series) {
    CategoryChart chart = categories(title, categories, series);
    bounds(chart.getStyler(), Stream.concat(Stream.of(1.0), values(series)));
    chart.getStyler().setAvailableSpaceFill(.8);
    chart.addAnnotation(new AnnotationLine(1, false, false));
    return Svg.of(chart, id, title);
  }

  /** Lines from category to category. */
  static String lines(
      String id, String title, List<String> categories, Map<String, List<Double>> series) {
    CategoryChart chart = categories(title, categories, series);
    bounds(chart.getStyler(), values(series));
    chart.getStyler().setOverlapped(true);
    chart.getStyler().setDefaultSeriesRenderStyle(CategorySeriesRenderStyle.Line);
    return Svg.of(chart, id, title);
  }

  private static CategoryChart categories(
      String title, List<String> categories, Map<String, List<Double>> series) {
    CategoryChart chart =
        new CategoryChartBuilder().width(WIDTH).height(HEIGHT).title(title).build();
    style(chart.getStyler());
    series.forEach(
        (system, values) -> colour(chart.addSeries(system, categories, values), colour(system)));
    return chart;
  }

  /** One line through points, both axes logarithmic. */
  static String curve(String id, String title, SortedMap<Integer, Double> points) {
    XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).build();
    style(chart.getStyler());
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setLegendVisible(false);
    bounds(chart.getStyler(), points.values().stream());
    XYSeries series =
        chart.addSeries(title, List.copyOf(points.keySet()), List.copyOf(points.values()));
    series.setLineColor(COLOURS.get(0));
    series.setMarkerColor(COLOURS.get(0));
    series.setMarker(SeriesMarkers.CIRCLE);
    return Svg.of(chart, id, title);
  }

  private static void colour(CategorySeries series, Color colour) {
    series.setFillColor(colour);
    series.setLineColor(colour);
    series.setMarkerColor(colour);
    series.setMarker(SeriesMarkers.CIRCLE);
  }

  private static Stream<Double> values(Map<String, List<Double>> series) {
    return series.values().stream().flatMap(List::stream).filter(Objects::nonNull);
  }

  /** Whole powers of ten, as far as the values reach. */
  private static void bounds(AxesChartStyler styler, Stream<Double> values) {
    DoubleSummaryStatistics all = values.mapToDouble(Double::doubleValue).summaryStatistics();
    styler.setYAxisMin(Math.pow(10, Math.floor(Math.log10(all.getMin() * .99))));
    styler.setYAxisMax(Math.pow(10, Math.ceil(Math.log10(all.getMax() * 1.01))));
  }

  private static Color colour(String system) {
    int place = SYSTEMS.indexOf(LIKE.getOrDefault(system, system));
    return COLOURS.get(place < 0 ? COLOURS.size() - 1 : place);
  }

  private static void style(AxesChartStyler styler) {
    styler.setYAxisLogarithmic(true);
    styler.setChartBackgroundColor(NONE);
    styler.setPlotBackgroundColor(NONE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesVisible(false);
    styler.setAxisTickMarksColor(LINE);
    styler.setAxisTickLabelsColor(INK);
    styler.setChartFontColor(INK);
    styler.setAxisTickLabelsFont(font(Font.PLAIN, 11));
    styler.setAxisTitleFont(font(Font.PLAIN, 11));
    styler.setChartTitleFont(font(Font.BOLD, 13));
    styler.setLegendFont(font(Font.PLAIN, 11));
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(LegendLayout.Horizontal);
    styler.setLegendBackgroundColor(NONE);
    styler.setLegendBorderColor(NONE);
    styler.setLegendPadding(6);
    styler.setLegendSeriesLineLength(12);
    styler.setMarkerSize(5);
    styler.setChartPadding(4);
    styler.setAnnotationLineColor(LINE);
  }

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }
}
